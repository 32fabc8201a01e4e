import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deployStack, SLACK_CHANNEL } from '../../lab/demo/stack.ts';
import { startLab } from '../../lab/lab.ts';
import { startSlackReceiver } from '../../lab/slack-receiver.ts';
import { FAULTS, type FaultOrder } from './fault.ts';
import { type Walk, walk } from './walk.ts';
import type { Site } from './worker.ts';

export interface FaultRun extends FaultOrder {
  readonly walk: Walk;
}

/** Looking for a message that may stand in Slack: made after a worker has died only, so that it never fails in these runs. */
const runAll = async (site: Site): Promise<readonly FaultRun[]> => {
  const { calls } = await walk(site);
  const operations = [...new Set(calls)].sort();
  const runs: FaultRun[] = [];
  for (const operation of operations) {
    const last = calls.filter((call) => call === operation).length - 1;
    for (const index of new Set([0, last])) {
      for (const fault of FAULTS) runs.push({ operation, fault, index, walk: await walk(site, { operation, fault, index }) });
    }
  }
  return runs;
};

/** Every operation that an alarm and its OK take, its first and its last call failing in each way, one at a time. */
export const runFaults = async (): Promise<readonly FaultRun[]> => {
  const slack = await startSlackReceiver({ channels: [SLACK_CHANNEL] });
  const lab = await startLab({});
  const { env } = await deployStack(lab, slack);
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const dynamodb = new DynamoDBClient({ endpoint: lab.endpoint, region: lab.region, credentials });
  try {
    return await runAll({ slack, dynamodb, tableName: env.TABLE_NAME ?? '' });
  } finally {
    dynamodb.destroy();
    await lab.stop();
    await slack.stop();
  }
};
