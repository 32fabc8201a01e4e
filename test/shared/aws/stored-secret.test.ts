import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { createReadSecret } from '../../../shared/aws/stored-secret.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ parameters: { '/gatewhy/slack': 'from parameter store' }, secrets: { 'gatewhy/slack': 'from secrets manager' } });
  Object.assign(process.env, lab.env);
});
afterAll(() => lab.stop());

test.for([
  ['ssm:/gatewhy/slack', 'from parameter store'],
  ['secretsmanager:gatewhy/slack', 'from secrets manager'],
] as const)('%s is read where it says, once', async ([reference, value]) => {
  lab.resetCalls();
  const read = createReadSecret(reference, { variable: 'SLACK_SIGNING' });
  expect([await read(false), await read(false)]).toEqual(Array(2).fill({ ok: true, value }));
  expect(Object.values(lab.calls())).toEqual([1]);
  await read(true);
  expect(Object.values(lab.calls())).toEqual([2]);
});

test.for(['ssm:/nobody', 'secretsmanager:nobody', 'vault:x', 'ssm:', ''])(
  '%j, which cannot be read, is a permanent failure',
  async (reference) => {
    expect(await createReadSecret(reference, { variable: 'SLACK_SIGNING' })(false)).toMatchObject({
      ok: false,
      failure: { kind: 'permanent' },
    });
  },
);
