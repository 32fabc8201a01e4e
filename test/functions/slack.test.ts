import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startFunctionUrl } from '../../infra/lab/function-url.ts';
import type { Handler } from '../../infra/lab/invoke.ts';
import type { Loopback } from '../../infra/lab/loopback.ts';
import { commandForm, pressForm, sendAsSlack, signedHeaders } from '../../infra/lab/slack-sender.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const [SECRET, OLDER] = ['canary-signing-secret-of-today', 'canary-signing-secret-of-before'];
const RESPONSE_URL = 'https://hooks.slack.com/commands/T0LAB0000/1/canaryCanary';
const SIDE = { responseUrl: RESPONSE_URL };
const ANSWER = 'abcdefghijklmnop';

let deployment: Deployment;
let address: Loopback;
let logged: () => readonly Record<string, unknown>[];

beforeAll(async () => {
  deployment = await deployToLab(
    { parameters: { '/gatewhy/slack-signing': JSON.stringify({ signingSecrets: [SECRET, OLDER] }) } },
    { SLACK_SIGNING: 'ssm:/gatewhy/slack-signing', SLACK_RESPONSE_ORIGIN: '' },
  );
  const { handler } = await import('../../functions/slack.ts');
  address = await startFunctionUrl(handler as Handler, { functionName: 'gatewhy-slack', region: deployment.lab.region, timeoutMs: 10_000 });
  logged = captureLog();
});
afterEach(() => void logged());
afterAll(async () => {
  await address.stop();
  await deployment.stop();
});

const send = async (body: string, signing: { readonly secret?: string; readonly at?: Date } = {}) => {
  const response = await sendAsSlack(address.url, body, { secret: SECRET, ...signing });
  return { status: response.status, body: await response.text() };
};

const queued = async () => (await deployment.drainQueue()).map((body) => JSON.parse(body) as Record<string, unknown>);

test('a command is queued, and acknowledged at once with a line for its author alone', async () => {
  const { status, body } = await send(commandForm('bestellung-süd prod since 30m', SIDE));
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({ response_type: 'ephemeral', text: 'Looking. The answer follows here.' });
  expect(await queued()).toEqual([
    {
      version: 1,
      kind: 'slack-command',
      id: expect.stringMatching(/^[a-z2-7]{16}$/),
      received: expect.any(String),
      team: 'T0LAB0000',
      channel: 'C0LAB00000',
      user: 'U0LAB0000',
      text: 'bestellung-süd prod since 30m',
      responseUrl: RESPONSE_URL,
    },
  ]);
});

test('a button is queued with what it stands below, and acknowledged without a word', async () => {
  expect(await send(pressForm({ ...SIDE, action: 'evidence', value: ANSWER, ts: '1763719300.000100' }))).toEqual({ status: 200, body: '' });
  expect(await send(pressForm({ ...SIDE, action: 'fix', value: `${ANSWER} cdk`, isChoice: true, threadTs: '1763719200.000001' }))).toEqual({
    status: 200,
    body: '',
  });
  const messages = await queued();
  expect(messages).toContainEqual(
    expect.objectContaining({ kind: 'slack-press', action: 'evidence', about: ANSWER, thread: '1763719300.000100' }),
  );
  expect(messages).toContainEqual(
    expect.objectContaining({ kind: 'slack-press', action: 'fix', about: ANSWER, choice: 'cdk', thread: '1763719200.000001' }),
  );
});

test('while one signing secret replaces another, both hold', async () => {
  expect((await send(commandForm('help', SIDE), { secret: OLDER })).status).toBe(200);
  expect(await queued()).toHaveLength(1);
});

test('Slack looks whether anybody is there', async () => {
  expect(await send('ssl_check=1&token=deprecated')).toEqual({ status: 200, body: '' });
  expect(await queued()).toEqual([]);
});

const SECOND = 1_000;
const ago = (seconds: number): Date => new Date(Date.now() - seconds * SECOND);

/** Refused before it is parsed, or before anything is done. */
const refusals: readonly { readonly what: string; readonly status: number; readonly post: () => Promise<Response> }[] = [
  {
    what: 'a request without a signature',
    status: 401,
    post: () => fetch(address.url, { method: 'POST', body: commandForm('help', SIDE) }),
  },
  {
    what: 'a signature made with another secret',
    status: 401,
    post: () => sendAsSlack(address.url, commandForm('help', SIDE), { secret: 'another-secret-altogether' }),
  },
  {
    what: 'a body that was changed after it was signed',
    status: 401,
    post: () =>
      fetch(address.url, {
        method: 'POST',
        body: commandForm('orders dev', SIDE),
        headers: signedHeaders(commandForm('orders prod', SIDE), { secret: SECRET }),
      }),
  },
  {
    what: 'a timestamp that was changed after it was signed',
    status: 401,
    post: () => {
      const body = commandForm('help', SIDE);
      const headers = {
        ...signedHeaders(body, { secret: SECRET, at: ago(600) }),
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      };
      return fetch(address.url, { method: 'POST', body, headers });
    },
  },
  {
    what: 'a timestamp that is no number',
    status: 401,
    post: () => {
      const body = commandForm('help', SIDE);
      return fetch(address.url, {
        method: 'POST',
        body,
        headers: { ...signedHeaders(body, { secret: SECRET }), 'x-slack-request-timestamp': 'now' },
      });
    },
  },
  {
    what: 'a signature of another length',
    status: 401,
    post: () => {
      const body = commandForm('help', SIDE);
      return fetch(address.url, {
        method: 'POST',
        body,
        headers: { ...signedHeaders(body, { secret: SECRET }), 'x-slack-signature': 'v0=00' },
      });
    },
  },
  {
    what: 'a request of six minutes ago',
    status: 401,
    post: () => sendAsSlack(address.url, commandForm('help', SIDE), { secret: SECRET, at: ago(360) }),
  },
  {
    what: 'a request of the future',
    status: 401,
    post: () => sendAsSlack(address.url, commandForm('help', SIDE), { secret: SECRET, at: ago(-360) }),
  },
  { what: 'a body of 300 kB', status: 413, post: () => sendAsSlack(address.url, `text=${'x'.repeat(300_000)}`, { secret: SECRET }) },
  { what: 'an empty body', status: 400, post: () => sendAsSlack(address.url, '', { secret: SECRET }) },
  { what: 'JSON instead of a form', status: 400, post: () => sendAsSlack(address.url, '{"text":"help"}', { secret: SECRET }) },
  { what: 'a payload that is no JSON', status: 400, post: () => sendAsSlack(address.url, 'payload=%7B', { secret: SECRET }) },
  {
    what: 'another kind of interaction',
    status: 400,
    post: () => sendAsSlack(address.url, new URLSearchParams({ payload: '{"type":"view_submission"}' }).toString(), { secret: SECRET }),
  },
  {
    what: 'a button that is none of ours',
    status: 400,
    post: () => sendAsSlack(address.url, pressForm({ ...SIDE, action: 'delete-everything', value: ANSWER }), { secret: SECRET }),
  },
  {
    what: 'a button that carries more than a short id',
    status: 400,
    post: () => sendAsSlack(address.url, pressForm({ ...SIDE, action: 'evidence', value: '../../etc/passwd' }), { secret: SECRET }),
  },
  ...[
    'http://hooks.slack.com/x',
    'https://hooks.slack.com.example.com/x',
    'https://hooks.slack.com@example.com/x',
    'https://example.com/',
  ].map((responseUrl) => ({
    what: `an answer to ${responseUrl}`,
    status: 400,
    post: () => sendAsSlack(address.url, commandForm('help', { responseUrl }), { secret: SECRET }),
  })),
];

test.for(refusals)('refuses $what, in silence: $status', async ({ status, post }) => {
  deployment.lab.resetCalls();
  const response = await post();
  expect({ status: response.status, body: await response.text() }).toEqual({ status, body: '' });
  expect(Object.keys(deployment.lab.calls())).toEqual([]);
  const lines = logged();
  expect(lines.filter((line) => !('_aws' in line))).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ SlackRequests: 1 }));
});

test('a request that is sent again, as it was, is refused and not done again', async () => {
  const body = commandForm('orders prod', SIDE);
  const headers = signedHeaders(body, { secret: SECRET });
  const post = async () => (await fetch(address.url, { method: 'POST', body, headers })).status;
  expect(await post()).toBe(200);
  expect(await queued()).toHaveLength(1);
  expect([await post(), await post()]).toEqual([401, 401]);
  expect(await queued()).toEqual([]);
});

test('of the same request at the same time one is taken', async () => {
  const body = commandForm('orders prod', SIDE);
  const headers = signedHeaders(body, { secret: SECRET });
  const posts = Array.from({ length: 8 }, async () => (await fetch(address.url, { method: 'POST', body, headers })).status);
  expect((await Promise.all(posts)).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
  expect(await queued()).toHaveLength(1);
});

test('what could not be queued is not claimed: it fails, and may be sent again', async () => {
  deployment.lab.fail({ service: 'sqs', operation: 'SendMessage', status: 500, code: 'InternalError', times: 3 });
  const body = commandForm('orders prod', SIDE);
  const headers = signedHeaders(body, { secret: SECRET });
  const post = async () => (await fetch(address.url, { method: 'POST', body, headers })).status;
  expect(await post()).toBe(500);
  expect(logged()).toContainEqual(expect.objectContaining({ level: 'ERROR', reason: expect.stringContaining('sqs:SendMessage') }));
  expect(await post()).toBe(200);
  expect(await queued()).toHaveLength(1);
});

test('nothing of a request and no secret reaches the log, whatever comes of it', async () => {
  await send(commandForm('canaryApi prod', SIDE));
  await send(commandForm('canaryApi prod', SIDE), { secret: 'canary-of-somebody-else' });
  await queued();
  const text = JSON.stringify(logged());
  expect(text).toContain('SlackRequests');
  expect(text).not.toMatch(/canary|hooks\.slack|U0LAB/i);
});

test('on Lambda a cold start reads the secret before the first request, and that one reads none', async () => {
  vi.resetModules();
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  deployment.lab.resetCalls();
  const { handler } = await import('../../functions/slack.ts');
  expect(deployment.lab.calls()).toEqual({ 'ssm:GetParameter': 1 });
  const body = commandForm('help', SIDE);
  const event = { headers: signedHeaders(body, { secret: SECRET }), body, isBase64Encoded: false };
  expect(await handler(event as never, lambdaContext('gatewhy-slack'))).toMatchObject({ statusCode: 200 });
  expect(deployment.lab.calls()).toMatchObject({ 'ssm:GetParameter': 1, 'sqs:SendMessage': 1 });
  vi.unstubAllEnvs();
  await queued();
});
