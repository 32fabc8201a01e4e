import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSharedBuckets } from '../../../shared/aws/shared-buckets.ts';
import { BUCKET_LIMITS } from '../../../shared/diagnosis/token-bucket.ts';
import { ok } from '../../../shared/lib/result.ts';
import { type Deployment, deployToLab } from '../../support/deployment.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const START = Date.UTC(2026, 10, 21, 10);
const { capacity } = BUCKET_LIMITS['control-plane'];

let deployment: Deployment;
let client: DynamoDBClient;
beforeAll(async () => {
  deployment = await deployToLab({});
  client = new DynamoDBClient(labClientConfig(deployment.lab));
});
afterAll(async () => {
  client.destroy();
  await deployment.stop();
});

const worker = (account: string, now = () => START, region = 'eu-west-1') =>
  createSharedBuckets('claims', { account, region }, client, now);

test('workers that ask at the same moment get what one bucket holds, all together', async () => {
  const workers = Array.from({ length: 5 }, () => worker('111111111111'));
  const answers = await Promise.all(
    workers.map(async (take) => {
      const taken: boolean[] = [];
      for (let count = 0; count < capacity; count += 1) {
        const answer = await take('control-plane');
        taken.push(answer.ok && answer.value === 0);
      }
      return taken;
    }),
  );
  const rest = worker('111111111111');
  let left = 0;
  for (let answer = await rest('control-plane'); answer.ok && answer.value === 0; answer = await rest('control-plane')) left += 1;
  expect(answers.flat().filter(Boolean).length + left).toBe(capacity);
});

test('accounts, Regions and quotas have buckets of their own', async () => {
  const [here, other, elsewhere] = [worker('222222222222'), worker('333333333333'), worker('222222222222', undefined, 'us-east-1')];
  for (let count = 0; count < capacity; count += 1) await here('control-plane');
  expect(await here('control-plane')).toEqual(ok(200));
  for (const take of [other, elsewhere]) expect(await take('control-plane')).toEqual(ok(0));
  expect(await here('log-reads')).toEqual(ok(0));
});

test('an empty bucket that is known to be empty is not asked for again, and it fills with time', async () => {
  let now = START;
  const take = worker('444444444444', () => now);
  for (let count = 0; count < capacity; count += 1) await take('control-plane');
  deployment.lab.resetCalls();
  expect(await take('control-plane')).toEqual(ok(200));
  expect(deployment.lab.calls()).toEqual({});
  now += 200;
  expect(await take('control-plane')).toEqual(ok(0));
  expect(await take('control-plane')).toEqual(ok(200));
});

test('what is stored goes by itself', async () => {
  await worker('555555555555')('log-reads');
  const { Item } = await client.send(
    new GetItemCommand({ TableName: 'claims', Key: { id: { S: 'bucket 555555555555 eu-west-1 log-reads' } } }),
  );
  expect(Number(Item?.expiration?.N) * 1_000).toBe(START + 3_600_000);
});

test('without the table there is no token, and the failure says so', async () => {
  const take = createSharedBuckets('no-such-table', { account: '1', region: 'eu-west-1' }, client);
  expect(await take('log-reads')).toEqual({
    ok: false,
    failure: { reason: expect.stringMatching(/^dynamodb:UpdateItem failed: ResourceNotFound/) },
  });
});
