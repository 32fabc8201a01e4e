import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { Intake } from '../shared/slack/take-slack-request.ts';
import { takeSlackRequest } from '../shared/slack/take-slack-request.ts';
import { slackPorts, warmSlack } from './composition/slack.ts';
import { logger, metrics } from './composition/telemetry.ts';

/** Before the first request, while a cold start has a whole processor; Lambda sets the variable, tests and the bench do not. */
if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE !== undefined) await warmSlack();

const bytesOf = ({ body = '', isBase64Encoded }: LambdaFunctionURLEvent): Buffer => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** Who is refused leaves a number and no line: a stranger must not be able to write into the log. */
const tell = ({ outcome, reason }: Intake): void => {
  const metric = metrics.singleMetric();
  metric.addDimension('Outcome', outcome);
  metric.addMetric('SlackRequests', 'Count', 1);
  if (outcome === 'failed') logger.error('request from Slack not taken', { reason });
};

/** Slash command or button → verified, queued, acknowledged. Everything else takes place where nobody waits for it. */
export const handler = middy<LambdaFunctionURLEvent, LambdaFunctionURLResult>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics))
  .handler(async (event: LambdaFunctionURLEvent, context: Context): Promise<LambdaFunctionURLResult> => {
    const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = event.headers;
    const taken = await takeSlackRequest(slackPorts(context), { signature, timestamp, body: bytesOf(event) }, new Date());
    tell(taken);
    return { statusCode: taken.status, headers: taken.body === '' ? {} : { 'content-type': 'application/json' }, body: taken.body };
  });
