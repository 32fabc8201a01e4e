import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BROKEN_TEMPLATES, PAYLOADS, quoted, TEMPLATES, VARIABLES } from '../support/template-grammar.ts';
import { templateOutcome } from '../support/template-outcome.ts';

/** FUZZ_RUNS=10000 for the long run; the suite makes a short one. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const TIMEOUT = 60_000 + RUNS * 100;

test('a template from the grammar renders or fails by name, in bounded time', { timeout: TIMEOUT }, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(TEMPLATES, PAYLOADS, VARIABLES, (template, payload, variables) => {
      const what = templateOutcome(template, payload, variables);
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  expect(seen.get('rendered'), 'a fuzzer whose templates never render looks at nothing').toBeGreaterThan(RUNS / 10);
});

test('a broken template renders or fails by name, in bounded time', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(BROKEN_TEMPLATES, PAYLOADS, VARIABLES, (template, payload, variables) => {
      templateOutcome(template, payload, variables);
    }),
    { numRuns: RUNS },
  );
});

test('any JSONPath on any document gives a value or fails by name', { timeout: TIMEOUT }, () => {
  const piece = fc.constantFrom(
    '.',
    '..',
    '*',
    '[',
    ']',
    "'a'",
    'a',
    'b',
    '0',
    '-1',
    ':',
    ',',
    '?(',
    '@',
    '.a',
    '==',
    '>',
    '1',
    ')',
    '"',
    ' ',
  );
  const path = fc.array(piece, { maxLength: 12 }).map((pieces) => `$${pieces.join('')}`);
  fc.assert(
    fc.property(path, PAYLOADS, fc.constantFrom('json', 'path'), (steps, payload, method) => {
      templateOutcome(`$input.${method}(${quoted(steps)})`, payload);
    }),
    { numRuns: RUNS },
  );
});
