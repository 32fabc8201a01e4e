import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { createCollectPorts } from '../../../shared/aws/collect-ports.ts';
import { memberCredentials } from '../../../shared/aws/member-credentials.ts';
import { err, ok } from '../../../shared/lib/result.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const HOUR = 3_600_000;
const EXTERNAL_ID = 'a-long-external-id-0123456789';
const PLACE = { partition: 'aws', account: '444455556666', region: 'eu-west-1' };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memberRoles: [{ arn: 'arn:aws:iam::444455556666:role/gatewhy-member', externalId: EXTERNAL_ID }] });
  Object.assign(process.env, lab.env);
});
beforeEach(() => lab.resetCalls());
afterAll(() => lab.stop());

const opened = () => lab.calls()['sts:AssumeRole'] ?? 0;
const credentialsWith = (secret: string, now: () => number = Date.now) =>
  memberCredentials({ ...PLACE, externalId: async () => ok(secret) }, new STSClient(labClientConfig(lab)), now);

test('a session is opened once and shared until shortly before its end, also by those who ask at the same moment', async () => {
  let now = Date.now();
  const credentials = credentialsWith(`${EXTERNAL_ID}\n`, () => now);
  const [first, second] = await Promise.all([credentials(), credentials()]);
  expect(second).toBe(first);
  now += HOUR - 7 * 60_000;
  expect(await credentials()).toBe(first);
  expect(opened()).toBe(1);
  now += 2 * 60_000;
  const renewed = await Promise.all([credentials(), credentials()]);
  expect(renewed[0]).toBe(renewed[1]);
  expect(renewed[0].sessionToken).not.toBe(first.sessionToken);
  expect(opened()).toBe(2);
});

test('a client signs with the session', async () => {
  const credentials = credentialsWith(EXTERNAL_ID);
  const client = new APIGatewayClient({ ...labClientConfig(lab), credentials });
  let signed: Record<string, string> = {};
  client.middlewareStack.add(
    (next) => async (args) => {
      signed = (args.request as { headers: Record<string, string> }).headers;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await client.send(new GetAccountCommand({}));
  expect(signed.authorization).toContain('Credential=ASIAIOSFODNN7EXAMPLE/');
  expect(signed['x-amz-security-token']).toBe((await credentials()).sessionToken);
});

test('another external id is denied, and the reads that need it say so', async () => {
  const { ask } = createCollectPorts({ region: 'eu-west-1', credentials: credentialsWith('another-external-id') });
  expect((await ask['apigateway:GetAccount']({}, 5_000)).result).toEqual(
    err({
      kind: 'access-denied',
      action: 'apigateway:GET',
      detail: expect.stringContaining('sts:AssumeRole on resource: arn:aws:iam::444455556666'),
    }),
  );
});

test('an external id that cannot be read opens no session, and the next call tries again', async () => {
  const answers = [err({ kind: 'permanent' as const, reason: 'ssm:GetParameter failed' }), ok(EXTERNAL_ID)];
  const externalId = async () => answers.shift() ?? ok('');
  const credentials = memberCredentials({ ...PLACE, externalId }, new STSClient(labClientConfig(lab)));
  const { ask } = createCollectPorts({ region: 'eu-west-1', credentials });
  expect((await ask['apigateway:GetAccount']({}, 5_000)).result).toEqual(
    err({ kind: 'credentials', detail: 'No external id for member accounts: ssm:GetParameter failed' }),
  );
  expect(opened()).toBe(0);
  expect((await ask['apigateway:GetAccount']({}, 5_000)).result).toMatchObject({ ok: true });
});

test('while the external id cannot be read for now, AWS does not answer: that may pass, wrong credentials do not', async () => {
  const externalId = async () => err({ kind: 'temporary' as const, reason: 'ssm:GetParameter failed: ThrottlingException' });
  const credentials = memberCredentials({ ...PLACE, externalId }, new STSClient(labClientConfig(lab)));
  const { ask } = createCollectPorts({ region: 'eu-west-1', credentials });
  expect((await ask['apigateway:GetAccount']({}, 5_000)).result).toMatchObject(err({ kind: 'unreachable' }));
  expect(opened()).toBe(0);
});
