import { expect, test } from 'vitest';
import { runStorm } from '../../infra/tools/storm/run-storm.ts';
import { discrepancies, tallyOf } from '../../infra/tools/storm/storm-page.ts';

/** A fortieth of `npm run storm`, which takes minutes, and a Slack that takes what comes. */
const PLAN = { alarms: 25, stages: 5, muted: 1, gone: 1 };

test('twenty-five alarms over five stages, through the functions as they are deployed: each comes to its own end, no stage is looked at twice, no quota is broken', async () => {
  const report = await runStorm(PLAN, () => 0);
  expect(discrepancies(PLAN, report)).toEqual([]);
  expect(tallyOf(report)).toEqual({ posted: 4, merged: 12, muted: 4, 'dead-lettered': 5 });
  expect([report.looks, report.posts]).toEqual([5, 4]);
  expect(report.calls.mostInASecond('logs:FilterLogEvents')).toBeLessThanOrEqual(5);
  expect(report.calls.mostInASecond('apigateway:', 'apigatewayv2:')).toBeLessThanOrEqual(40);
}, 120_000);
