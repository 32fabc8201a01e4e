import { expect, test } from 'vitest';
import { timeWindow } from '../../../shared/diagnosis/time-window.ts';

const NOW = new Date('2026-03-04T12:00:00Z');

test.for([
  { given: {}, from: '2026-03-04T11:00:00.000Z', to: '2026-03-04T12:00:00.000Z' },
  { given: { since: '15m' }, from: '2026-03-04T11:45:00.000Z', to: '2026-03-04T12:00:00.000Z' },
  { given: { since: '2d' }, from: '2026-03-02T12:00:00.000Z', to: '2026-03-04T12:00:00.000Z' },
  { given: { from: '2026-03-04T09:30' }, from: '2026-03-04T09:30:00.000Z', to: '2026-03-04T12:00:00.000Z' },
  { given: { from: '2026-03-04' }, from: '2026-03-04T00:00:00.000Z', to: '2026-03-04T12:00:00.000Z' },
  {
    given: { from: '2026-03-04T09:30:00+02:00', to: '2026-03-04T10:00:00Z' },
    from: '2026-03-04T07:30:00.000Z',
    to: '2026-03-04T10:00:00.000Z',
  },
])('$given is $from to $to', ({ given, from, to }) => {
  expect(timeWindow(given, NOW)).toEqual({ ok: true, value: { from: new Date(from), to: new Date(to) } });
});

test.for([
  { given: { since: 'yesterday' }, message: '--since "yesterday" is not a duration: write it as 90s, 15m, 1h or 2d.' },
  { given: { since: '0h' }, message: '--since "0h" is not a duration: write it as 90s, 15m, 1h or 2d.' },
  { given: { since: '1h', from: '2026-03-04' }, message: 'Give either --since or --from and --to, not both.' },
  { given: { to: '2026-03-04' }, message: '--to needs --from.' },
  { given: { from: '4 March' }, message: '--from "4 March" is not a time: write it as 2026-11-20T14:00Z.' },
  { given: { from: '2026-02-30T99:00Z' }, message: '--from "2026-02-30T99:00Z" is not a time: write it as 2026-11-20T14:00Z.' },
  { given: { from: '2026-03-04T10:00Z', to: '2026-03-04T10:00Z' }, message: '--from must lie before --to.' },
  { given: { from: '2026-03-04T13:00Z' }, message: '--from must lie before --to.' },
])('refuses $given', ({ given, message }) => {
  expect(timeWindow(given, NOW)).toEqual({ ok: false, failure: message });
});
