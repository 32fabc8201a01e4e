import type { EventSourceMappingConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { Handler } from './invoke.ts';
import { type LabService, type Route, refusal, restService, type ServiceFailure } from './wire.ts';

export interface LabFunction {
  readonly configuration: FunctionConfiguration & { readonly FunctionName: string };
  /** Resource policies as documents, by qualifier; `''` is the function's own. A policy of an alias or version lives on it alone. */
  readonly policies?: Readonly<Record<string, unknown>>;
  readonly reservedConcurrency?: number;
  readonly eventSources?: readonly EventSourceMappingConfiguration[];
  /** Its function URL; absent: it has none. */
  readonly url?: string;
  /** What runs when a gateway of the lab invokes the function. */
  readonly handler?: Handler;
}

type Input = Readonly<Record<string, string>>;
type Answer = Result<unknown, ServiceFailure>;

const ARN = /^arn:aws[\w-]*:lambda:[^:]+:[^:]+:function:/;

/** A name, `name:qualifier`, or an ARN with or without a qualifier. */
const nameOf = (reference: string): { readonly name: string; readonly qualifier?: string } => {
  const [name = '', qualifier] = reference.replace(ARN, '').split(':');
  return { name, ...(qualifier !== undefined && { qualifier }) };
};

const get = (path: string, run: Route['run']): Route => ({ method: 'GET', path, run });

/** The reads of AWS Lambda that tell a cause: configuration, resource policy, reserved concurrency. */
export const lambda = (functions: readonly LabFunction[]): LabService => {
  const withFunction = (input: Input, run: (found: LabFunction, qualifier: string) => Answer): Answer => {
    const { name, qualifier = input.Qualifier ?? '' } = nameOf(input.FunctionName ?? '');
    const found = functions.find(({ configuration }) => configuration.FunctionName === name);
    return found ? run(found, qualifier) : refusal('ResourceNotFoundException', `Function not found: ${input.FunctionName}`, 404);
  };
  const policy = ({ policies = {} }: LabFunction, qualifier: string): Answer => {
    const document = Object.hasOwn(policies, qualifier) ? policies[qualifier] : undefined;
    if (document === undefined) return refusal('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    return ok({ Policy: JSON.stringify(document), RevisionId: '00000000-0000-4000-8000-000000000000' });
  };
  return restService(
    {
      GetFunctionConfiguration: get('/2015-03-31/functions/{FunctionName}/configuration', (input) =>
        withFunction(input, ({ configuration }) => ok(configuration)),
      ),
      GetFunction: get('/2015-03-31/functions/{FunctionName}', (input) =>
        withFunction(input, ({ configuration, reservedConcurrency }) =>
          ok({
            Configuration: configuration,
            ...(reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
          }),
        ),
      ),
      GetPolicy: get('/2015-03-31/functions/{FunctionName}/policy', (input) => withFunction(input, policy)),
      ListEventSourceMappings: get('/2015-03-31/event-source-mappings', (input) =>
        withFunction(input, ({ eventSources = [] }) => ok({ EventSourceMappings: eventSources })),
      ),
      GetFunctionUrlConfig: get('/2021-10-31/functions/{FunctionName}/url', (input) =>
        withFunction(input, ({ url }) =>
          url === undefined
            ? refusal('ResourceNotFoundException', 'The resource you requested does not exist.', 404)
            : ok({ FunctionUrl: url, AuthType: 'NONE' }),
        ),
      ),
      GetFunctionConcurrency: get('/2019-09-30/functions/{FunctionName}/concurrency', (input) =>
        withFunction(input, ({ reservedConcurrency }) =>
          ok(reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency }),
        ),
      ),
    },
    'iso',
  );
};
