import { ok, type Result } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import type { ReadFailure } from '../collect-ports.ts';
import { type Home, homeOf } from '../reach.ts';
import type { DeployedFunction, DoctorPorts } from './doctor-ports.ts';
import { fine, type Judgement, judge, REDEPLOY, wrong } from './judged.ts';

/** The functions of serverless.yml. */
export const FUNCTION_NAMES = ['alarm', 'diagnose', 'slack'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The settings without which a function cannot work. */
export const EXPECTED: Readonly<Record<FunctionName, readonly string[]>> = {
  alarm: ['QUEUE_URL', 'TABLE_NAME'],
  diagnose: ['QUEUE_URL', 'QUESTION_QUEUE_URL', 'TABLE_NAME', 'DEAD_LETTER_QUEUE_URL', 'REPORT_TOPIC_ARN', 'EVENT_BUS_NAME'],
  slack: ['QUEUE_URL', 'TABLE_NAME'],
};

export interface FoundFunction extends DeployedFunction {
  readonly short: FunctionName;
  /** As Lambda has it: `gatewhy-prod-alarm`. */
  readonly name: string;
}

export interface Deployment {
  readonly stack: string;
  readonly home: Home;
  readonly worker: FoundFunction;
  readonly functions: readonly FoundFunction[];
  /** Those of the worker and, where it has none of that name, of the others. */
  readonly settings: Readonly<Record<string, string>>;
}

const RUNTIME = 'nodejs24.x';

/** The first thing that is wrong with a function. */
const judgeFunction =
  (name: string, needed: readonly string[]) =>
  ({ state, lastUpdate, runtime, reservedConcurrency, settings }: DeployedFunction): Judgement => {
    const missing = needed.filter((setting) => !settings[setting]);
    if (state !== undefined && state !== 'Active') return wrong(`it is ${state}`, REDEPLOY);
    if (lastUpdate !== undefined && lastUpdate !== 'Successful') return wrong(`its last update is ${lastUpdate}`, REDEPLOY);
    if (runtime !== RUNTIME) return wrong(`it runs on ${runtime ?? 'an unknown runtime'}, and ${RUNTIME} is expected`, REDEPLOY);
    if (reservedConcurrency === 0) {
      const on = `aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions 5`;
      return wrong('it is switched off: its reserved concurrency is 0', on);
    }
    return missing.length > 0 ? wrong(`its settings lack ${missing.join(', ')}`, REDEPLOY) : fine(`active on ${RUNTIME}`);
  };

/** For an ARN that says nothing. */
const NOWHERE: Home = { partition: '', region: '', account: '' };

const assembled = (stack: string, functions: readonly FoundFunction[]): Deployment | undefined => {
  const worker = functions.find(({ short }) => short === 'diagnose');
  if (!worker) return undefined;
  const settings = Object.fromEntries([...functions, worker].flatMap((one) => Object.entries(one.settings)));
  return { stack, home: homeOf(worker.arn) ?? NOWHERE, worker, functions, settings };
};

/** The functions of the deployment of this name, and all that they say of the rest, which only `diagnose` knows. */
export const readDeployment = async (
  ports: DoctorPorts,
  stack: string,
): Promise<{ readonly checks: readonly Check[]; readonly deployment?: Deployment }> => {
  const looked = await Promise.all(
    FUNCTION_NAMES.map(async (short) => {
      const name = `${stack}-${short}`;
      const found = await ports.deployedFunction(name);
      const known: Result<FoundFunction, ReadFailure> = found.ok ? ok({ ...found.value, short, name }) : found;
      return { short, name, known };
    }),
  );
  const checks = looked.map(({ short, name, known }) =>
    judge(`function ${name}`, known, judgeFunction(name, EXPECTED[short]), `${REDEPLOY} Or name the stack: --stack NAME.`),
  );
  const deployment = assembled(
    stack,
    looked.flatMap(({ known }) => (known.ok ? [known.value] : [])),
  );
  return { checks, ...(deployment && { deployment }) };
};
