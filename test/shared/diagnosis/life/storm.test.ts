import { expect, test } from 'vitest';
import { SLACK_PATIENCE_MS } from '../../../../functions/composition/channels.ts';
import { BUDGET } from '../../../../functions/composition/diagnosis.ts';
import { FUNCTION_SECONDS } from '../../../../infra/tools/deployed-figures.ts';
import { BUCKET_LIMITS } from '../../../../shared/diagnosis/token-bucket.ts';
import { type End, playStorm, type StormOutcome, type StormPlan } from '../../../support/storm/play-storm.ts';

const [ALARMS, STAGES, MUTED, GONE] = [1_000, 200, 10, 1];
const EACH = ALARMS / STAGES;

/** What becomes of the alarms of one stage, in the order of the alphabet. */
const endsOf = (stage: number): readonly End[] => {
  if (stage < MUTED) return Array<End>(EACH).fill('muted');
  if (stage < MUTED + GONE) return Array<End>(EACH).fill('dead-lettered');
  return [...Array<End>(EACH - 1).fill('merged'), 'posted'];
};

const MEGABYTE = 1_048_576;
/** Code that is used for the first time, and the few hundred bytes that the harness keeps of each alarm; who kept what it reads of each stage would need more. */
const MOST_AT_ALL = 5 * MEGABYTE;
/** When the code has been used, 750 more alarms need next to nothing. */
const MOST_LATER = 1 * MEGABYTE;

/** Holds for every storm; what differs is the time that it takes. */
const reconcile = ({ ends, looks, collections, seen, outdated, aws, slack, longestSeconds, verdicts, heap }: StormOutcome): void => {
  const all = [...ends.values()];
  expect(all.filter((own) => own.length !== 1)).toEqual([]);
  const tally = Map.groupBy(all.flat(), ({ end }) => end);
  const counts = Object.fromEntries([...tally].map(([end, own]) => [end, own.length]));
  const posted = STAGES - MUTED - GONE;
  expect(counts).toEqual({ posted, merged: posted * (EACH - 1), muted: MUTED * EACH, 'dead-lettered': GONE * EACH });
  const byStage = Map.groupBy(all.flat(), ({ stage }) => stage);
  for (let stage = 0; stage < STAGES; stage += 1) expect((byStage.get(stage) ?? []).map(({ end }) => end).sort()).toEqual(endsOf(stage));
  for (const [arn, [ended]] of ends) expect(seen.get(arn)).toBe(EACH + (ended && ended.stage < MUTED ? 1 : 0));

  expect([looks.size, Math.max(...looks.values()), collections]).toEqual([STAGES, 1, STAGES]);
  /** Nobody is told less because others were looked at at the same time. */
  expect([...verdicts]).toEqual([['malformed-proxy-response', STAGES]]);
  const { 'control-plane': control, 'log-reads': logs } = BUCKET_LIMITS;
  for (const account of aws.values()) {
    expect(account.throttled()).toEqual([]);
    const { 'control plane': controlPeak = 0, FilterLogEvents: logsPeak = 0 } = account.peaks();
    expect(controlPeak).toBeLessThanOrEqual(control.capacity + control.perSecond);
    expect(logsPeak).toBeLessThanOrEqual(logs.capacity + logs.perSecond);
    expect(logsPeak).toBeGreaterThan(0);
  }
  /** The muted ones were posted before. */
  expect(slack.taken().posts).toBe(posted + MUTED);
  /** Slack has time for a third of the updates, and nearly every message shows the last figures in the end. */
  expect(outdated).toBeLessThanOrEqual(STAGES / 50);
  expect(Math.max(...all.flat().map(({ attempts }) => attempts))).toBeLessThanOrEqual(6);
  expect(longestSeconds).toBeLessThan(FUNCTION_SECONDS);
  expect(heap).toHaveLength(5);
  const [before = 0, afterAQuarter = 0] = heap;
  const after = heap.at(-1) ?? 0;
  expect(after - before).toBeLessThan(MOST_AT_ALL);
  expect(after - afterAQuarter).toBeLessThan(MOST_LATER);
};

const played = (plan: Pick<StormPlan, 'accounts' | 'emptyPages' | 'words'>): Promise<StormOutcome> =>
  playStorm({ stagesOfAnAccount: STAGES / plan.accounts, alarms: ALARMS, muted: MUTED, gone: GONE, ...plan });

const minutesToTheLastPost = ({ secondsToPost }: StormOutcome): number => Math.max(...secondsToPost) / 60;

test('a thousand alarms of a minute over two hundred stages of four accounts: one look and one message for each stage, each alarm accounted for, no quota broken', async () => {
  const outcome = await played({ accounts: 4, words: 5_000 });
  reconcile(outcome);
  /** Slack sets the pace: it takes one of the four hundred messages and replies in a second. */
  expect(minutesToTheLastPost(outcome)).toBeLessThan(7);
}, 120_000);

test('all of it in one account, with busy logs: it takes longer, and no alarm is worse off', async () => {
  const outcome = await played({ accounts: 1, emptyPages: 5 });
  reconcile(outcome);
  /** The account's log reads set the pace. */
  expect(minutesToTheLastPost(outcome)).toBeLessThan(22);
}, 120_000);

test('the longest look and the most patience with Slack fit into the time of the function, with room for the calls themselves', () => {
  expect(BUDGET.millis + SLACK_PATIENCE_MS + 20_000).toBeLessThanOrEqual(FUNCTION_SECONDS * 1_000);
});
