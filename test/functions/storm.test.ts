import { expect, test } from 'vitest';
import { runStorm } from '../../infra/tools/storm/run-storm.ts';
import { discrepancies, tallyOf } from '../../infra/tools/storm/storm-page.ts';

/** A twentieth of `npm run storm`, which takes minutes: the functions as they are deployed, at the pace of AWS and Slack. */
const PLAN = { alarms: 50, stages: 10, muted: 1, gone: 1 };

test('fifty alarms over ten stages: each comes to its own end, no stage is looked at twice, no quota is broken', async () => {
  const report = await runStorm(PLAN);
  expect(discrepancies(PLAN, report)).toEqual([]);
  expect(tallyOf(report)).toEqual({ posted: 9, merged: 32, muted: 4, 'dead-lettered': 5 });
  expect([report.looks, report.posts]).toEqual([10, 9]);
  expect(report.calls.mostInASecond('logs:FilterLogEvents')).toBeLessThanOrEqual(5);
  expect(report.calls.mostInASecond('apigateway:', 'apigatewayv2:')).toBeLessThanOrEqual(40);
}, 120_000);
