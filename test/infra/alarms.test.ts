import { expect, test } from 'vitest';
import { parseCloudFormation } from '../../infra/tools/template/cloudformation.ts';
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts';

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
  readonly AlarmActions: unknown;
  readonly TreatMissingData: string;
}

interface Widget {
  readonly type: 'alarm' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly alarms?: readonly string[]; readonly metrics?: readonly (readonly unknown[])[] };
}

const read = (path: string): unknown => parseCloudFormation(readRepositoryFile(path));

const ALARMS = Object.entries(
  (read('infra/alarms.yml') as { Resources: Readonly<Record<string, { Properties: AlarmProperties }>> }).Resources,
).map(([id, { Properties }]) => ({ id, ...Properties }));

const BODY = (read('infra/dashboard.yml') as { Resources: { Dashboard: { Properties: { DashboardBody: { 'Fn::Sub': string } } } } })
  .Resources.Dashboard.Properties.DashboardBody['Fn::Sub'];

const { widgets } = JSON.parse(BODY) as { widgets: readonly Widget[] };

/** `.` repeats what stands above it, `...` all of it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const metricsOf = ({ properties: { metrics = [] } }: Widget): readonly (readonly string[])[] => {
  let above: readonly string[] = [];
  return metrics.map((metric) => {
    const names = metric.filter((part) => typeof part === 'string');
    above = names[0] === '...' ? above : names.map((name, index) => (name === '.' ? (above[index] ?? '') : name));
    return above;
  });
};

const FUNCTIONS = Object.keys((read('serverless.yml') as { functions: Readonly<Record<string, unknown>> }).functions);

const functionRef = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;

/** Every metric that the functions add, by name: as the first argument, or in the table of `functions/alarm.ts`. */
const EMITTED = repositoryFiles()
  .filter((path) => /^functions\/.*\.ts$/.test(path))
  .map(readRepositoryFile)
  .filter((source) => source.includes('addMetric('))
  .flatMap((source) => [...source.matchAll(/'(?<name>[A-Z][A-Za-z]+)'/g)].map(({ groups }) => groups?.name ?? ''));

test.for(FUNCTIONS)('the function %s has an alarm on its errors and one on its throttles, and both on the dashboard', (name) => {
  const watched = ALARMS.filter(({ Dimensions }) => JSON.stringify(Dimensions).includes(`"${functionRef(name)}"`));
  expect(watched.map(({ MetricName }) => MetricName).sort()).toEqual(['Errors', 'Throttles']);
  const shown = widgets.flatMap(metricsOf).filter((metric) => metric.includes(`\${${functionRef(name)}}`));
  expect(shown.map(([, metric]) => metric)).toEqual(expect.arrayContaining(['Errors', 'Throttles', 'Duration', 'Invocations']));
});

test('what is watched and shown under our own namespace is what the functions emit, under the dimension that they emit it', () => {
  const watched = ALARMS.filter(({ Namespace }) => Namespace === 'Gatewhy');
  const shown = widgets.flatMap(metricsOf).filter(([namespace]) => namespace === 'Gatewhy');
  const names = [...watched.map(({ MetricName }) => MetricName), ...shown.map(([, name]) => name)];
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((name) => !EMITTED.includes(name ?? ''))).toEqual([]);
  expect(watched.map(({ Dimensions }) => Dimensions)).toEqual(watched.map(() => [{ Name: 'service', Value: 'gatewhy' }]));
  expect(new Set(shown.map(([, , ...dimensions]) => dimensions.join('=')))).toEqual(new Set(['service=gatewhy']));
  expect(readRepositoryFile('functions/composition/telemetry.ts')).toContain(
    "new Metrics({ namespace: 'Gatewhy', serviceName: 'gatewhy' })",
  );
});

test.for(ALARMS)('$id tells the report topic, keeps quiet without data, and has its chapter in the handbook', (alarm) => {
  expect(alarm.AlarmActions).toEqual([{ Ref: 'ReportTopic' }]);
  expect(alarm.TreatMissingData).toBe('notBreaching');
  const chapter = /See "(?<chapter>[^"]+)" in docs\/operations\.md\.$/.exec(alarm.AlarmDescription)?.groups?.chapter;
  const handbook = readRepositoryFile('docs/operations.md');
  const text = handbook.split(/^## /m).find((part) => part.startsWith(`${chapter}\n`));
  expect(text, `docs/operations.md has no chapter "${chapter}"`).toContain(`\`${alarm.id}\``);
});

test('the dashboard shows every alarm, and its widgets lie beside each other on the grid of 24 columns', () => {
  const shown = widgets.flatMap(({ properties: { alarms = [] } }) => alarms);
  expect([...shown].sort()).toEqual(ALARMS.map(({ id }) => `\${${id}.Arn}`).sort());
  const cells = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)} ${y + Math.floor(cell / width)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(widgets.filter(({ x, width }) => x < 0 || x + width > 24)).toEqual([]);
});
