import { expect, test } from 'vitest';
import { parseOptions } from '../../../functions/cli/parse-options.ts';

const SPECS = {
  stage: { type: 'string', help: 'the stage' },
  json: { type: 'boolean', help: 'as JSON' },
} as const;

test('reads values written apart and with an equals sign, flags, and one argument', () => {
  expect(parseOptions(SPECS, 'CAUSE', ['--stage', 'prod', '--json', 'stale-cache'])).toEqual({
    ok: true,
    value: { given: { stage: 'prod', json: true }, argument: 'stale-cache' },
  });
  expect(parseOptions(SPECS, undefined, ['--stage=-odd-'])).toMatchObject({ value: { given: { stage: '-odd-' } } });
});

test('takes a lone dash as a value, and everything after -- as arguments', () => {
  expect(parseOptions(SPECS, undefined, ['--stage', '-'])).toMatchObject({ value: { given: { stage: '-' } } });
  expect(parseOptions(SPECS, 'CAUSE', ['--', '--json'])).toMatchObject({ value: { given: {}, argument: '--json' } });
});

test.for([
  { args: ['--stgae', 'prod'], message: 'Unknown option "--stgae". Did you mean "--stage"?' },
  { args: ['--zzzzzzzz'], message: 'Unknown option "--zzzzzzzz".' },
  { args: ['-s', 'prod'], message: 'Unknown option "-s".' },
  { args: ['--constructor', 'x'], message: 'Unknown option "--constructor".' },
  { args: ['--stage'], message: '--stage needs a value.' },
  { args: ['--stage='], message: '--stage needs a value.' },
  { args: ['--stage', '--json'], message: '--stage needs a value.' },
  { args: ['--stage', 'a', '--stage', 'b'], message: '--stage is given twice.' },
  { args: ['--json=yes'], message: '--json takes no value.' },
  { args: ['prod'], message: 'Unexpected argument "prod".' },
])('refuses $args', ({ args, message }) => {
  expect(parseOptions(SPECS, undefined, args)).toEqual({ ok: false, failure: message });
});

test('refuses a second argument', () => {
  expect(parseOptions(SPECS, 'CAUSE', ['a', 'b'])).toEqual({ ok: false, failure: 'Unexpected argument "b".' });
});

test('reads a short name, with its value apart or behind it, and collects what may be repeated', () => {
  const specs = { header: { type: 'string', short: 'H', multiple: true, help: 'a header' }, ...SPECS } as const;
  expect(parseOptions(specs, undefined, ['-H', 'A: 1', '-HB: 2', '--header', 'C: 3'])).toMatchObject({
    value: { given: { header: ['A: 1', 'B: 2', 'C: 3'] } },
  });
  expect(parseOptions(specs, undefined, ['-H'])).toEqual({ ok: false, failure: '-H needs a value.' });
});
