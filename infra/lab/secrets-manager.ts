import * as z from 'zod/mini';
import { ok } from '../../shared/lib/result.ts';
import { jsonService, type LabService, operation, refusal } from './wire.ts';

/** Secrets Manager's GetSecretValue (JSON 1.1), by name or by ARN (with or without AWS's six random characters at the end). */
export const secretsManager = (secrets: Readonly<Record<string, string>>, region: string, account: string): LabService => {
  const arnOf = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
  const matches = (id: string, name: string) => id === name || id === arnOf(name) || id === arnOf(name).slice(0, -7);
  return jsonService('1.1', {
    GetSecretValue: operation(z.object({ SecretId: z.string() }), ({ SecretId }) => {
      const [name, value] = Object.entries(secrets).find(([key]) => matches(SecretId, key)) ?? [];
      if (name === undefined) return refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      return ok({
        ARN: arnOf(name),
        Name: name,
        SecretString: value,
        VersionId: '00000000-0000-4000-8000-000000000000',
        VersionStages: ['AWSCURRENT'],
      });
    }),
  });
};
