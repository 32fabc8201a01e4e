import { afterAll, afterEach } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { type SoundDeployment, soundDeployment } from './sound-deployment.ts';

/** A sound deployment and its Slack for the tests of one file: made sound again after each, stopped after the last. */
export const soundWorld = async (): Promise<{ readonly slack: SlackReceiver; readonly world: SoundDeployment }> => {
  const slack = await startSlackReceiver({ scopes: ['chat:write', 'channels:history'] });
  const world = await soundDeployment(slack);
  afterEach(() => world.restore());
  afterAll(async () => {
    await world.stop();
    await slack.stop();
  });
  return { slack, world };
};
