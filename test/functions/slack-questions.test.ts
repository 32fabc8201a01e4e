import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFunctionUrl } from '../../infra/lab/function-url.ts';
import type { Handler } from '../../infra/lab/invoke.ts';
import { LAB_ACCOUNT } from '../../infra/lab/lab.ts';
import type { Loopback } from '../../infra/lab/loopback.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type ReceivedMessage, type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { commandForm, type Pressed, pressForm, sendAsSlack } from '../../infra/lab/slack-sender.ts';
import { isRecord } from '../../shared/lib/json.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const SECRET = 'canary-signing-secret-of-today';
const scenario = undeclaredStatus(new Date());

let deployment: Deployment;
let slack: SlackReceiver;
let address: Loopback;
let alarm: (event: unknown, context: Context) => Promise<void>;
let diagnose: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
let logged: () => readonly Record<string, unknown>[];
let rung: unknown;

beforeAll(async () => {
  slack = await startSlackReceiver();
  deployment = await deployToLab(
    {
      ...worldOf([scenario]),
      parameters: {
        '/gatewhy/slack': JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' }),
        '/gatewhy/slack-signing': JSON.stringify({ signingSecrets: [SECRET] }),
      },
    },
    {
      SLACK_CREDENTIALS: 'ssm:/gatewhy/slack',
      SLACK_SIGNING: 'ssm:/gatewhy/slack-signing',
      SLACK_API_URL: slack.apiUrl,
      SLACK_RESPONSE_ORIGIN: slack.url,
      SLACK_BUTTONS: 'true',
    },
  );
  ({ handler: alarm } = await import('../../functions/alarm.ts'));
  ({ handler: diagnose } = await import('../../functions/diagnose.ts'));
  const { handler } = await import('../../functions/slack.ts');
  address = await startFunctionUrl(handler as Handler, { functionName: 'gatewhy-slack', region: deployment.lab.region, timeoutMs: 10_000 });
  logged = captureLog();
  await playScenario(scenario, deployment.lab, async (event) => {
    rung = event;
  });
});
afterEach(() => void logged());
afterAll(async () => {
  await address.stop();
  await deployment.stop();
  await slack.stop();
});

/** What the worker makes of the queue, and what Slack gets of it. */
const work = async (attempt = 1) => {
  const before = slack.messages.length;
  const { Records } = await deployment.receive();
  const again = Records.map((record) => ({ ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(attempt) } }));
  const { batchItemFailures } = await diagnose({ Records: again }, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));
  return { event: { Records: again }, failed: batchItemFailures.length, messages: slack.messages.slice(before) };
};

const ask = async (text: string, responseUrl = slack.responseUrl()) => {
  const acknowledged = await sendAsSlack(address.url, commandForm(text, { responseUrl }), { secret: SECRET });
  expect(acknowledged.status).toBe(200);
  return work();
};

const press = async (pressed: Omit<Pressed, 'responseUrl'>) => {
  const body = pressForm({ ...pressed, responseUrl: slack.responseUrl() });
  expect((await sendAsSlack(address.url, body, { secret: SECRET })).status).toBe(200);
  return work();
};

const elementsOf = ({ blocks }: ReceivedMessage) =>
  blocks.filter(isRecord).flatMap(({ type, elements }) => (type === 'actions' && Array.isArray(elements) ? elements.filter(isRecord) : []));

/** What a press of a button, or the choice of an option, of this very message carries. */
const buttonOf = (message: ReceivedMessage | undefined, action: string, choice?: string) => {
  const element = message && elementsOf(message).find(({ action_id }) => action_id === action);
  const options = Array.isArray(element?.options) ? element.options.filter(isRecord) : [];
  const value = choice === undefined ? element?.value : options.find((option) => String(option.value).endsWith(` ${choice}`))?.value;
  expect(value).toEqual(expect.any(String));
  return { action, value: String(value), isChoice: choice !== undefined };
};

const textOf = (messages: readonly ReceivedMessage[]): string => JSON.stringify(messages.map(({ text, blocks }) => ({ text, blocks })));

test('a question is answered in the channel, with the cause, its evidence and the buttons', async () => {
  const { failed, messages } = await ask('orders prod since 1h');
  expect(failed).toBe(0);
  const [first, ...details] = messages;
  expect(first).toMatchObject({ via: 'response_url' });
  expect(first).not.toHaveProperty('ephemeral');
  expect(JSON.stringify(first)).toContain(scenario.cause);
  expect(details.every(({ ephemeral }) => ephemeral)).toBe(true);
  expect(first && elementsOf(first).map(({ action_id }) => action_id)).toEqual(['evidence', 'fix', 'ruled-out', 'again']);
  expect(logged()).toContainEqual(expect.objectContaining({ message: 'question answered', kind: 'slack-command' }));
});

test.for([
  { text: 'ordrs-api prod', says: 'did you mean orders-api?' },
  { text: 'orders-api pord', says: 'has no stage pord; it has prod' },
  { text: 'orders-api prod since soon', says: 'write it as 90s, 15m, 1h or 2d' },
  { text: '', says: 'Ask why a stage fails' },
  { text: 'audit', says: 'Say which API, and which stage: `/gatewhy audit orders-api prod`' },
  { text: 'audit ordrs-api prod', says: 'did you mean orders-api?' },
  { text: 'audit orders-api pord', says: 'has no stage pord; it has prod' },
  { text: 'explain', says: 'missing-method-response' },
  { text: 'explain lambda-timeout', says: 'The gateway sees a failed function' },
  { text: 'explain no-fault', says: 'The evidence shows healthy requests' },
  { text: 'explain lambda-timeot', says: 'Did you mean lambda-timeout?' },
])('answers in private, with what to type: $text', async ({ text, says }) => {
  const { failed, messages } = await ask(text);
  expect({ failed, ephemeral: messages.map(({ ephemeral }) => ephemeral) }).toEqual({ failed: 0, ephemeral: [true] });
  expect(textOf(messages)).toContain(says);
});

test('an audit of the stage is answered in the channel, from two calls (the export of a deployment is read once) and no log', async () => {
  deployment.lab.resetCalls();
  const { failed, messages } = await ask('audit orders-api prod');
  expect({ failed, messages: messages.length }).toEqual({ failed: 0, messages: 1 });
  expect(messages[0]).not.toHaveProperty('ephemeral');
  expect(messages[0]?.text).toMatch(/^Audit of orders-api prod: 1 method, none would fail\. /);
  expect(textOf(messages)).toContain('1 would fail in another way when the endpoint answers with an error');
  expect(textOf(messages)).toContain('missing-method-response');
  expect(Object.keys(deployment.lab.calls()).filter((call) => /^(?:apigateway|logs|cloudwatch|lambda):/.test(call))).toEqual([
    'apigateway:GetRestApis',
    'apigateway:GetStage',
  ]);
});

test('what is below an answer reads it again from our side, in its thread', async () => {
  const [answer] = (await ask('orders-api prod')).messages;
  const thread = { ts: '1763719300.000100' };
  const evidence = await press({ ...buttonOf(answer, 'evidence'), ...thread });
  expect(evidence.messages[0]).toMatchObject({ via: 'response_url', threadTs: thread.ts });
  expect(textOf(evidence.messages)).toContain('Output mapping refers to an invalid method response: 404');
  const ruledOut = await press({ ...buttonOf(answer, 'ruled-out'), ...thread });
  expect(textOf(ruledOut.messages)).toMatch(/Ruled out|Not ruled out|No other cause/);
  const again = await press({ ...buttonOf(answer, 'again'), ...thread });
  expect(again.messages[0]).toMatchObject({ threadTs: thread.ts });
  expect(textOf(again.messages)).toContain(scenario.cause);
  expect(buttonOf(again.messages[0], 'evidence').value).not.toBe(buttonOf(answer, 'evidence').value);
});

test.for([
  { tool: 'aws-cli', says: 'aws apigateway put-method-response' },
  { tool: 'cloudformation', says: 'MethodResponses' },
  { tool: 'cdk', says: 'MethodResponse' },
  { tool: 'terraform', says: 'aws_api_gateway_method_response' },
  { tool: 'serverless', says: 'statusCodes' },
  { tool: 'openapi', says: 'responses' },
])('prints the repair for $tool', async ({ tool, says }) => {
  const [answer] = (await ask('orders-api prod')).messages;
  const { failed, messages } = await press(buttonOf(answer, 'fix', tool));
  expect(failed).toBe(0);
  expect(textOf(messages)).toContain(says);
});

const ring = async (): Promise<ReceivedMessage> => {
  await alarm(rung, lambdaContext('gatewhy-alarm', LAB_ACCOUNT));
  const { messages } = await work();
  const posted = messages.find(({ threadTs }) => threadTs === undefined);
  if (!posted) throw new Error('No alarm was posted.');
  return posted;
};

test('an alarm can be muted and resolved from its own message, each once', async () => {
  const posted = await ring();
  expect(elementsOf(posted).map(({ action_id }) => action_id)).toEqual(['evidence', 'fix', 'ruled-out', 'again', 'mute', 'resolved']);
  const { ts = '' } = posted;
  const evidence = await press({ ...buttonOf(posted, 'evidence'), ts });
  expect(textOf(evidence.messages)).toContain('invalid method response');

  const mute = async (term: string) => textOf((await press({ ...buttonOf(posted, 'mute', term), ts })).messages);
  expect(await mute('1h')).toContain('<@U0LAB0000> muted this incident until <!date^');
  expect(await mute('1h')).toContain('Muted already, until <!date^');
  expect(await mute('24h')).toContain('muted this incident until');
  expect(await mute('resolved')).toContain('muted this incident until resolved');
  expect(await mute('resolved')).toContain('Muted already, until resolved');

  const resolved = await press({ ...buttonOf(posted, 'resolved'), ts });
  expect(resolved.messages).toContainEqual(expect.objectContaining({ via: 'chat.update', ts }));
  expect(textOf(resolved.messages)).toContain('Marked as resolved by sam.');
  expect(resolved.messages.at(-1)).toMatchObject({ via: 'response_url', threadTs: ts });
  const second = await press({ ...buttonOf(posted, 'resolved'), ts, user: 'U0LAB0001' });
  expect(second.messages.map(({ via }) => via)).toEqual(['response_url']);
  expect(textOf(second.messages)).toContain('Resolved already, by sam.');
  expect(await mute('resolved')).toContain('This incident is resolved already');
});

test('a button whose answer is no longer kept says so to who pressed it', async () => {
  const { messages } = await press({ action: 'evidence', value: 'abcdefghijklmnop' });
  expect(messages).toMatchObject([{ ephemeral: true, text: expect.stringContaining('no longer kept') }]);
});

test('the same message of the queue twice is one answer', async () => {
  const { event, messages } = await ask('orders-api prod');
  const before = slack.messages.length;
  await diagnose(event, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));
  expect(messages.length).toBeGreaterThan(0);
  expect(slack.messages).toHaveLength(before);
});

test('a busy Slack is obeyed, and what it has taken is not sent again', async () => {
  slack.fail({ status: 429, retryAfter: 17, times: 1 });
  deployment.lab.resetCalls();
  const first = await ask('explain lambda-timeout');
  expect(first).toMatchObject({ failed: 1, messages: [] });
  expect(deployment.lab.calls()).toHaveProperty('sqs:ChangeMessageVisibility', 1);
  const { batchItemFailures } = await diagnose(first.event, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));
  expect(batchItemFailures).toEqual([]);
  expect(slack.messages.at(-1)).toMatchObject({ ephemeral: true });
});

test('an address that takes no answer any more is given up, not tried for ever', async () => {
  const { failed, messages } = await ask('help', slack.responseUrl(31));
  expect({ failed, messages }).toEqual({ failed: 0, messages: [] });
  expect(logged()).toContainEqual(
    expect.objectContaining({ message: 'question not answered, and given up', reason: 'Slack refuses: expired_url' }),
  );
});

test('a message that is no question is set aside, and its values are not told', async () => {
  const { event } = await ask('help');
  const [record] = event.Records;
  if (!record) throw new Error('Nothing was queued.');
  const poison = { ...record, messageId: 'poison', body: '{"kind":"slack-command","version":1,"password":"canary"}' };
  expect(await diagnose({ Records: [poison] }, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT))).toEqual({ batchItemFailures: [] });
  expect(await deployment.drainDeadLetters()).toEqual([poison.body]);
  const refused = logged().find(({ message }) => message === 'message set aside');
  expect(refused).toMatchObject({ reason: expect.stringContaining('no question from Slack; wrong or missing: id, team, channel, user') });
  expect(JSON.stringify(refused)).not.toContain('canary');
});

test('neither an address for answers nor the text of a question reaches the log', async () => {
  await ask('canaryApi prod');
  slack.fail({ status: 503, times: 1 });
  await ask('canaryApi prod');
  const text = JSON.stringify(logged());
  expect(text).toContain('question answered');
  expect(text).not.toMatch(/canary|\/actions\//i);
});

test('AWS that throttles is asked again, and who waits hears of it at the second attempt', async () => {
  deployment.lab.fail({ service: 'apigateway', operation: 'GetRestApis', status: 429, code: 'TooManyRequestsException', times: 40 });
  const { failed, event } = await ask('orders-api prod');
  expect(failed).toBe(1);
  const second = {
    Records: event.Records.map((record) => ({ ...record, attributes: { ...record.attributes, ApproximateReceiveCount: '2' } })),
  };
  await diagnose(second, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));
  expect(slack.messages.at(-1)).toMatchObject({ ephemeral: true, text: expect.stringContaining('throttled') });
}, 60_000);
