import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { lookAtSecret } from '../../../shared/aws/look-at-secret.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ parameters: { '/gatewhy/slack': 'from parameter store' }, secrets: { 'gatewhy/slack': 'from secrets manager' } });
  Object.assign(process.env, lab.env);
});
afterAll(() => lab.stop());

const SIGNING = { variable: 'SLACK_SIGNING' };

test.for([
  ['ssm:/gatewhy/slack', 'from parameter store'],
  ['secretsmanager:gatewhy/slack', 'from secrets manager'],
] as const)('%s is looked at', async ([reference, value]) => {
  expect(await lookAtSecret(reference, SIGNING)).toEqual({ ok: true, value });
});

test.for(['ssm:/nobody', 'secretsmanager:nobody'])('%s, which is not there, is not found', async (reference) => {
  expect(await lookAtSecret(reference, SIGNING)).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
});

test('a secret that is denied to whoever asks is told from one that is not there', async () => {
  lab.fail({ service: 'ssm', operation: 'GetParameter', times: 1, status: 400, code: 'AccessDeniedException' });
  expect(await lookAtSecret('ssm:/gatewhy/slack', SIGNING)).toMatchObject({
    ok: false,
    failure: { kind: 'access-denied', action: 'ssm:GetParameter' },
  });
});

test.for(['vault:x', 'ssm:', 'xoxb-in-the-wrong-place', '__proto__:x'])('%j is no reference, and is not repeated', async (reference) => {
  expect(await lookAtSecret(reference, SIGNING)).toEqual({
    ok: false,
    failure: { kind: 'refused', action: 'SLACK_SIGNING', detail: 'neither ssm:NAME nor secretsmanager:NAME_OR_ARN' },
  });
});
