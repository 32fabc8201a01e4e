import { beforeAll, expect, test } from 'vitest';
import { FAULTS } from '../../../../infra/tools/reliability/fault.ts';
import { OUTCOMES, outcomeOf } from '../../../../infra/tools/reliability/outcome.ts';
import { BEYOND_US, outcomeIn, placeOf } from '../../../../infra/tools/reliability/reliability-page.ts';
import { type FaultRun, runFaults } from '../../../../infra/tools/reliability/run-faults.ts';
import type { AlarmWalk, QuestionWalk, Walk } from '../../../../infra/tools/reliability/walk.ts';
import { ACTIONS } from '../../../../shared/aws/actions.ts';
import { readRepositoryFile, sourceFiles } from '../../../support/repository.ts';

let runs: readonly FaultRun[];
beforeAll(async () => {
  runs = await runFaults('one for each call');
}, 240_000);

const names = (): readonly string[] => runs.map(({ operation }) => operation.name);

const isBeyondUs = ({ operation, fault }: FaultRun): boolean =>
  BEYOND_US.some((one) => one.operation === operation.name && one.faults.includes(fault));

test('whichever call fails, no alarm is lost, none stands in Slack twice, and no question stays without a word', () => {
  const wrong = runs.filter((run) => ['lost', 'half', 'twice'].includes(run.outcome) && !isBeyondUs(run));
  expect(wrong).toEqual([]);
});

test('the page shows nothing worse, but for what nothing can be done about', () => {
  const bad = readRepositoryFile('docs/reliability.md')
    .split('\n')
    .filter((line) => /^\| [a-z][a-z\d]*:.*\*\*/.test(line))
    .map((line) => /\w+:[\w. ]+\w/.exec(line)?.[0]);
  const known = BEYOND_US.map(({ operation }) => operation.replace(/^\w+: /, ''));
  expect(bad).toHaveLength(known.length);
  expect(bad).toEqual(expect.arrayContaining(known));
});

test('every kind of fault was met', () => {
  expect(new Set(runs.map(({ fault }) => fault))).toEqual(new Set(FAULTS));
});

/** Made by `doctor`, in the hands of a person who sees what fails. */
const OF_THE_COMMAND_LINE = new Set([
  'ListEventSourceMappings',
  'GetFunctionUrlConfig',
  'GetQueueAttributes',
  'DescribeTable',
  'DescribeEventBus',
  'GetTopicAttributes',
  'SimulatePrincipalPolicy',
  'conversations.info',
]);

test('every SDK command that a function makes has a row', () => {
  const made = new Set(names().map((name) => /:(\w+)(?: |$)/.exec(name.replace(/^\w+: /, ''))?.[1]));
  const wanted = Object.keys(ACTIONS).map((name) => name.replace('Command', ''));
  expect(wanted.filter((name) => !OF_THE_COMMAND_LINE.has(name) && !made.has(name))).toEqual([]);
});

const textOf = (folder: string): string =>
  sourceFiles()
    .filter((path) => path.startsWith(folder))
    .map(readRepositoryFile)
    .join('\n');

test('every method of Slack that a function calls has a row, and so has the address for answers', () => {
  const methods = [...textOf('shared/slack/').matchAll(/\b(?:chat|conversations|users|views|files|reactions)\.[a-z]\w+/g)].map(
    ([method]) => `slack:${method}`,
  );
  expect(methods.length).toBeGreaterThan(2);
  const made = methods.filter((method) => !OF_THE_COMMAND_LINE.has(method.replace('slack:', '')));
  expect([...made, 'slack:response_url'].filter((method) => !names().some((name) => name.endsWith(`: ${method}`)))).toEqual([]);
});

test('every kind of item in the table has its rows', () => {
  const items = [...textOf('shared/aws/').matchAll(/`([a-z][a-z-]+) \$\{\w+/g)].map(([, word = '']) => word);
  expect(items).toEqual(expect.arrayContaining(['incident', 'incident-id', 'alarm', 'look', 'bucket']));
  expect([...items, 'claim'].filter((item) => !names().some((name) => name.includes('dynamodb:') && name.endsWith(` ${item}`)))).toEqual(
    [],
  );
});

const sections = readRepositoryFile('docs/reliability.md').split('\n## ');

const rowOf = ({ operation }: FaultRun): readonly string[] => {
  const { title, label } = placeOf(operation);
  const lines = sections.find((section) => section.startsWith(`${title}\n`))?.split('\n') ?? [];
  return lines.find((line) => line.startsWith(`| ${label} | `))?.split(' | ') ?? [];
};

test('the page has a row for each of these calls, and in it what these runs show', () => {
  const rows = readRepositoryFile('docs/reliability.md')
    .split('\n')
    .filter((line) => /^\| [a-z][a-z\d]*:/.test(line));
  expect(rows).toHaveLength(new Set(names()).size);
  for (const run of runs) {
    const { operation, fault, outcome } = run;
    const [, ...cells] = rowOf(run);
    const shown = outcomeIn(cells[FAULTS.indexOf(fault)]?.replace(/ \|$/, ''));
    /** A cell shows the worse of two calls; here the first of them has failed. */
    const isShown = operation.indexes.length > 1 ? shown && OUTCOMES.indexOf(shown) >= OUTCOMES.indexOf(outcome) : shown === outcome;
    expect({ call: placeOf(operation), fault, found: outcome, isShown }).toMatchObject({ isShown: true });
  }
});

const ALARM: Walk & AlarmWalk = {
  kind: 'alarm',
  calls: [],
  retries: 0,
  setAside: 0,
  posts: 1,
  isShownClosed: true,
  topic: 2,
  cards: 2,
  bus: 2,
  records: 1,
  seen: 1,
  state: 'closed',
  verdict: 'lambda-timeout',
  gaps: 0,
};

const QUESTION: Walk & QuestionWalk = {
  kind: 'question',
  calls: [],
  retries: 0,
  setAside: 0,
  status: 200,
  answers: 2,
  repeats: 0,
  isFound: true,
};

test.for([
  [ALARM, ALARM, 'at once'],
  [ALARM, { ...ALARM, retries: 1 }, 'again'],
  [{ ...ALARM, retries: 1 }, { ...ALARM, retries: 1 }, 'at once'],
  [ALARM, { ...ALARM, gaps: 1 }, 'blind'],
  [ALARM, { ...ALARM, verdict: 'insufficient-evidence' }, 'blind'],
  [ALARM, { ...ALARM, setAside: 1, retries: 9 }, 'set aside'],
  [ALARM, { ...ALARM, topic: 3 }, 'gap'],
  [ALARM, { ...ALARM, cards: 3 }, 'gap'],
  [ALARM, { ...ALARM, posts: 2 }, 'twice'],
  [ALARM, { ...ALARM, posts: 0 }, 'lost'],
  [ALARM, { ...ALARM, isShownClosed: false }, 'lost'],
  [ALARM, { ...ALARM, records: 2 }, 'lost'],
  [ALARM, { ...ALARM, seen: 2 }, 'lost'],
  [ALARM, { ...ALARM, state: 'open' }, 'lost'],
  [ALARM, { ...ALARM, bus: 1 }, 'lost'],
  [QUESTION, QUESTION, 'at once'],
  [QUESTION, { ...QUESTION, retries: 2 }, 'again'],
  [QUESTION, { ...QUESTION, answers: 1, isFound: false }, 'blind'],
  [QUESTION, { ...QUESTION, answers: 1 }, 'half'],
  [QUESTION, { ...QUESTION, repeats: 1 }, 'twice'],
  [QUESTION, { ...QUESTION, answers: 3 }, 'twice'],
  [QUESTION, { ...QUESTION, status: 500, answers: 0 }, 'refused'],
  [QUESTION, { ...QUESTION, status: 500 }, 'both'],
  [QUESTION, { ...QUESTION, answers: 0, isFound: false }, 'lost'],
  [ALARM, QUESTION, 'lost'],
] as const)('beside %j, %j is judged as %s', ([clean, walk, expected]) => {
  expect(outcomeOf(clean, walk)).toBe(expected);
});
