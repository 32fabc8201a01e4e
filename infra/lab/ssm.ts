import * as z from 'zod/mini';
import { ok } from '../../shared/lib/result.ts';
import { jsonService, type LabService, operation, refusal } from './wire.ts';

const ONE = z.object({ Name: z.string(), WithDecryption: z.optional(z.boolean()) });
const MANY = z.object({ Names: z.array(z.string()), WithDecryption: z.optional(z.boolean()) });

/** Parameter Store (JSON 1.1, `AmazonSSM`). Every parameter is a SecureString: who forgets to ask for decryption gets ciphertext. */
export const ssm = (parameters: Readonly<Record<string, string>>): LabService => {
  const read = (name: string, decrypted = false) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) return undefined;
    const shown = decrypted ? value : Buffer.from(`ciphertext of ${name}`).toString('base64');
    return { Name: name, Type: 'SecureString', Value: shown, Version: 1, DataType: 'text' };
  };
  return jsonService('1.1', {
    GetParameter: operation(ONE, ({ Name, WithDecryption }) => {
      const Parameter = read(Name, WithDecryption);
      return Parameter ? ok({ Parameter }) : refusal('ParameterNotFound', '');
    }),
    GetParameters: operation(MANY, ({ Names, WithDecryption }) => {
      const found = Names.map((name) => read(name, WithDecryption)).filter((parameter) => parameter !== undefined);
      return ok({ Parameters: found, InvalidParameters: Names.filter((name) => !Object.hasOwn(parameters, name)) });
    }),
  });
};
