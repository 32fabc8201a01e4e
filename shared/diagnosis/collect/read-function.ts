import type { InputOf, Raw } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { gapOf } from './read-gap.ts';

export interface FunctionFile {
  readonly configuration: Raw;
  /** `null`: known to have none. */
  readonly policy?: Raw | null;
  readonly reservedConcurrency?: number;
}

type FunctionName = InputOf<'lambda:GetPolicy'>;

/** `…:function:orders:live` → the function and the alias or version, which has a policy of its own. */
const functionNameOf = (arn: string): FunctionName => {
  const parts = arn.split(':');
  const qualifier = parts[7];
  return { functionName: parts.slice(0, 7).join(':'), ...(qualifier && { qualifier }) };
};

export const shortName = (arn: string): string => arn.split(':')[6] ?? arn;

/** Configuration and resource policy of exactly what the URI names; reserved concurrency only where throttling was seen. */
export const readFunction = async (gate: Gate, arn: string, throttled: boolean): Promise<FunctionFile | undefined> => {
  const name = functionNameOf(arn);
  const configuration = await gate.find(`configuration of function ${arn}`, 'lambda:GetFunctionConfiguration', name);
  if (configuration === undefined) return undefined;
  const policy = await gate.read('lambda:GetPolicy', name);
  const none = !policy.ok && policy.failure.kind === 'not-found';
  if (!policy.ok && !none) gate.note(gapOf(policy.failure, `resource policy of function ${arn}`));
  const reservedConcurrency = throttled
    ? await gate.find(`reserved concurrency of function ${shortName(arn)}`, 'lambda:GetFunctionConcurrency', {
        functionName: name.functionName,
      })
    : undefined;
  return {
    configuration,
    ...(policy.ok && { policy: policy.value }),
    ...(none && { policy: null }),
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
  };
};
