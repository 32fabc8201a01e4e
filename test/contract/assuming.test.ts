import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, expect } from 'vitest';
import { memberCredentials } from '../../shared/aws/member-credentials.ts';
import { ok } from '../../shared/lib/result.ts';
import { contractWith, startMoto } from '../support/moto-server.ts';

const moto = await startMoto();
const contract = contractWith(moto);

afterAll(async () => {
  if (moto.ok) await moto.value.stop();
});

contract(
  'a member role is assumed with its session policy, for an hour (moto checks neither trust nor external id)',
  async (clientConfig) => {
    const role = { partition: 'aws', account: '444455556666', region: 'eu-west-1', externalId: async () => ok('a-long-external-id') };
    const session = await memberCredentials(role, new STSClient(clientConfig))();
    expect(session).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), secretAccessKey: expect.any(String) });
    const minutes = (session.expiration.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThan(62);
  },
);
