import type { Context } from 'aws-lambda';
import { lazily } from '../../shared/lib/lazily.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { parseSigningSecrets } from '../../shared/slack/signing-secrets.ts';
import type { IntakePorts } from '../../shared/slack/take-slack-request.ts';
import { TOLERATED_SECONDS } from '../../shared/slack/verify-signature.ts';
import { warnUnkept } from './claims.ts';
import { sharedEnvironment, slackEnvironment } from './environment.ts';

/** A timestamp may lie ahead by as much as it may lie behind; some time on top for the claim itself. */
const REMEMBER_SECONDS = 2 * TOLERATED_SECONDS + 60;

const claiming = lazily(async () => {
  const { createOnce } = await import('../../shared/aws/once.ts');
  return createOnce(sharedEnvironment().TABLE_NAME, { rememberSeconds: REMEMBER_SECONDS, warn: warnUnkept });
});

const sending = lazily(async () => {
  const { createSendMessage } = await import('../../shared/aws/send-message.ts');
  return createSendMessage(sharedEnvironment().QUEUE_URL);
});

const secret = lazily(async () => {
  const { createReadSecret } = await import('../../shared/aws/stored-secret.ts');
  return createReadSecret(slackEnvironment().SLACK_SIGNING, { variable: 'SLACK_SIGNING' });
});

const signingSecrets = async (): Promise<Result<readonly string[], string>> => {
  const kept = await (await secret())(false);
  return kept.ok ? parseSigningSecrets(kept.value) : err(kept.failure.reason);
};

/** All that the first request would wait for. A failure is left to that request, which can say so. */
export const warmSlack = async (): Promise<void> => {
  await Promise.allSettled([claiming(), sending(), signingSecrets()]);
};

export const slackPorts = (context: Context): IntakePorts => {
  const { SLACK_RESPONSE_ORIGIN } = slackEnvironment();
  return {
    signingSecrets,
    once: async (key, work) => (await claiming())(context)(key, work),
    enqueue: async (question) => (await sending())(JSON.stringify(question)),
    ...(SLACK_RESPONSE_ORIGIN && { responseOrigin: SLACK_RESPONSE_ORIGIN }),
  };
};
