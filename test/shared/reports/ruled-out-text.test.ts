import { expect, test } from 'vitest';
import { ruledOutText } from '../../../shared/reports/ruled-out-text.ts';

const MOCK = 'The integration is a MOCK: it runs no function.';

test('causes that one fact rules out stand together, after those that have a fact of their own', () => {
  expect(
    ruledOutText([
      { cause: 'lambda-timeout', reason: MOCK },
      { cause: 'stale-cache', reason: 'The stage has no cache.' },
      { cause: 'lambda-init-error', reason: MOCK },
      { cause: 'lambda-timeout', reason: MOCK },
    ]),
  ).toEqual([
    { causes: ['stale-cache'], reason: 'The stage has no cache.' },
    { causes: ['lambda-timeout', 'lambda-init-error'], reason: MOCK },
  ]);
});

test('a reason is redacted, and stays on one line', () => {
  expect(ruledOutText([{ cause: 'stale-cache', reason: 'Said\npassword=hunter2' }])[0]?.reason).toMatch(/^Said password=‹redacted›$/);
});
