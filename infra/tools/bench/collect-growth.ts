import { createCollectPorts } from '../../../shared/aws/collect-ports.ts';
import { collect } from '../../../shared/diagnosis/collect.ts';
import type { Collected, CollectQuery } from '../../../shared/diagnosis/collect-query.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { LabApi } from '../../lab/lab-api.ts';
import type { EventSource } from '../../lab/log-store.ts';

const API_ID = 'bench12345';
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const LOG_GROUP = `API-Gateway-Execution-Logs_${API_ID}/prod`;
const END = Date.UTC(2026, 10, 20, 12);
const WINDOW = { from: new Date(END - 10 * 60_000), to: new Date(END) };
const QUERY: CollectQuery = { api: 'orders', kind: 'REST', stage: 'prod', window: WINDOW };
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 120_000 };
const MEGABYTE = 1_000_000;
const SIZES = [1, 10, 100, 1_000];
const RUNS = 5;
/** One request in so many fails. */
const FAILS = 200;

const LAMBDA = `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

/** Seven lines per request, as at level INFO. */
const LINES: readonly ((failed: boolean, request: number) => string)[] = [
  (_, request) => `Extended Request Id: Ext${request}=`,
  () => 'Verifying Usage Plan for request: API Key: API Stage: bench12345/prod',
  (_, request) => `HTTP Method: GET, Resource Path: /orders/${request}`,
  () => `Sending request to ${LAMBDA}`,
  () => 'Received response. Status: 200, Integration latency: 12 ms',
  (failed) =>
    failed ? 'Execution failed due to configuration error: Malformed Lambda proxy response' : 'Successfully completed execution',
  (failed) => `Method completed with status: ${failed ? 502 : 200}`,
];

const message = (index: number): string => {
  const request = Math.floor(index / LINES.length);
  const id = `${request.toString(16).padStart(8, '0')}-1111-4222-8333-444444444444`;
  return `(${id}) ${LINES[index % LINES.length]?.(request % FAILS === 0, request) ?? ''}`;
};

const meanBytes = (): number => {
  const sample = Array.from({ length: LINES.length * FAILS }, (_, index) => message(index).length);
  return sample.reduce((total, length) => total + length, 0) / sample.length;
};

/** A log of this size that is never held: each line is made when it is looked at. */
const logOf = (megabytes: number, millisPerLine: (lines: number) => number): EventSource => {
  const length = Math.round((megabytes * MEGABYTE) / meanBytes());
  const step = millisPerLine(length);
  return { length, at: (index) => ({ timestamp: Math.floor(END - (length - index) * step), message: message(index) }) };
};

const api: LabApi = {
  restApi: { id: API_ID, name: 'orders' },
  stages: [
    {
      settings: { stageName: 'prod', deploymentId: 'dep001', methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } } },
    },
  ],
  resources: [],
};

const diagnoseOnce = async (): Promise<Collected> => {
  const result = await collect(createCollectPorts(), QUERY, BUDGET);
  if (!result.ok) throw new Error(`collect failed: ${result.failure.kind}`);
  return result.value;
};

const calls = ({ cost }: Collected): number => Object.values(cost.calls).reduce((total, count) => total + count, 0);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const measure = async (lab: Lab, megabytes: number, events: EventSource, runs: number): Promise<string> => {
  lab.logs.put({ name: LOG_GROUP, events });
  const collected: Collected[] = [];
  for (let run = 0; run < runs; run += 1) collected.push(await diagnoseOnce());
  const [first] = collected;
  if (!first) return '';
  const failed = (first.incident.samples ?? []).reduce((total, { count }) => total + count, 0);
  const gaps = (first.incident.gaps ?? []).map(({ kind }) => kind);
  return [
    `${megabytes} MB`.padStart(8),
    String(events.length).padStart(10),
    String(calls(first)).padStart(6),
    String(first.cost.calls['logs:FilterLogEvents'] ?? 0).padStart(15),
    `${median(collected.map(({ cost }) => cost.millis))}`.padStart(7),
    `${(first.cost.bytes / 1_000).toFixed(0)}`.padStart(8),
    String(failed).padStart(8),
    `  ${gaps.join(', ')}`,
  ].join(' ');
};

const HEAD = '    size      lines  calls FilterLogEvents      ms  kB read failures  gaps';

/** What one collection costs as its log group grows. Milliseconds include the lab's own work, as it runs in the same process. */
export const benchCollectGrowth = async (): Promise<void> => {
  const lab = await startLab({
    apis: [api],
    functions: [{ configuration: { FunctionName: 'orders' } }],
    logGroups: [
      { name: LOG_GROUP, events: [] },
      { name: '/aws/lambda/orders', events: [] },
    ],
  });
  const before = new Map(Object.keys(lab.env).map((name) => [name, process.env[name]]));
  Object.assign(process.env, lab.env);
  try {
    await diagnoseOnce();
    console.log('The group grows older: the same traffic, one line every 10 ms, kept for longer.');
    console.log(HEAD);
    for (const size of SIZES)
      console.log(
        await measure(
          lab,
          size,
          logOf(size, () => 10),
          RUNS,
        ),
      );

    console.log(
      'The traffic grows: all lines lie in the ten minutes that are searched. Insights is denied, as the lab would be what is measured.',
    );
    console.log(HEAD);
    lab.fail({ service: 'logs', operation: 'StartQuery', status: 400, code: 'AccessDeniedException' });
    for (const size of SIZES)
      console.log(
        await measure(
          lab,
          size,
          logOf(size, (lines) => 600_000 / lines),
          1,
        ),
      );
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await lab.stop();
  }
};
