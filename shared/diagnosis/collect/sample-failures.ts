import type { LoggingLevel } from '../../model/api.ts';
import type { Window } from '../../model/diagnosis.ts';
import type { Gap } from '../../model/evidence.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { CollectQuery } from '../collect-query.ts';
import type { Gate } from './budget.ts';
import { chooseSamples, mergeSamples, type Sampled } from './choose-samples.ts';
import { countLines, withTotals } from './count-with-insights.ts';
import { canaryLogGroup, executionLogGroups, loggingGap, loggingOf } from './execution-log.ts';
import { FAILURE_PATTERN, isFailureEvent, isQuietEvent, loggedText, QUIET_PATTERN } from './failure-signature.ts';
import { missingLogGroupGap, retentionGap } from './log-group-gap.ts';
import { isWanted, requestPattern } from './narrow-requests.ts';
import { gapOf } from './read-gap.ts';
import { readOneRequest } from './read-one-request.ts';
import { readTraces } from './read-traces.ts';
import type { ResolvedTarget } from './resolve-target.ts';
import { type LogScan, scanLog } from './scan-log.ts';
import { type FailureGroup, MOST_GROUPS, tallyFailures } from './tally-failures.ts';

const NOTHING: Sampled = { events: [], samples: [] };

/** Most pages of a search for something rare are empty; where there is a lot, one full page (10,000 lines) is enough to know the kinds. */
const MOST_PAGES = 10;
const MOST_EVENTS = 10_000;
/** Lines arrive seconds to a minute after the request (observed; AWS promises nothing). */
const INGESTION_MILLIS = 2 * 60_000;
const INGESTION_WAIT_MILLIS = 10_000;

const FAILING = { what: 'failing requests in the execution log', filterPattern: FAILURE_PATTERN, keep: isFailureEvent };
const QUIET = { what: 'requests in the execution log', filterPattern: QUIET_PATTERN, keep: isQuietEvent };

interface Search {
  readonly gate: Gate;
  readonly logGroupName: string;
  readonly window: Window;
  readonly level: LoggingLevel;
}

const scan = async ({ gate, logGroupName, window }: Search, { what, ...question }: typeof FAILING): Promise<LogScan> => {
  const found = await scanLog(gate, { logGroupName, window, mostPages: MOST_PAGES, mostEvents: MOST_EVENTS, ...question });
  if (found.failure && found.failure.kind !== 'not-found') gate.note(gapOf(found.failure, what));
  return found;
};

/** Once more when nothing is there yet because the window has only just ended. */
const scanFresh = async (search: Search): Promise<LogScan> => {
  const { gate, window } = search;
  const found = await scan(search, FAILING);
  const fresh = gate.clock.now() - window.to.getTime() < INGESTION_MILLIS;
  if (!found.complete || found.events.length > 0 || !fresh || gate.left().millis <= 2 * INGESTION_WAIT_MILLIS) return found;
  await gate.clock.sleep(INGESTION_WAIT_MILLIS);
  return scan(search, FAILING);
};

const truncated = (why: string): Gap => ({
  kind: 'truncated',
  what: 'failing requests in the execution log',
  why,
  remedy: 'Narrow the window, or name a method and path.',
});

/** The failing requests in groups; where they were too many to read, Insights counts them. */
const groupFailures = async (search: Search, failing: LogScan): Promise<readonly FailureGroup[]> => {
  const { gate, logGroupName, window } = search;
  const groups = tallyFailures(failing.events);
  if (failing.complete || failing.failure) return groups;
  const counted = await countLines(gate, logGroupName, window);
  if ('lines' in counted) return withTotals(groups, counted.lines);
  const why = counted.failure === 'unfinished' ? 'Logs Insights did not finish in time.' : gapOf(counted.failure, '').why;
  gate.note(truncated(`Only the first ${failing.events.length} failure lines were counted. ${why}`));
  return groups;
};

const sampleGroups = async ({ gate, logGroupName, level }: Search, groups: readonly FailureGroup[], busy: boolean): Promise<Sampled> => {
  const left = groups.slice(MOST_GROUPS);
  if (left.length > 0) {
    const requests = left.reduce((total, { count }) => total + count, 0);
    gate.note(truncated(`${requests} more failed in ${left.length} further ways; the ${MOST_GROUPS} most frequent were looked at.`));
  }
  const chosen = chooseSamples(groups, busy);
  const events = await readTraces(gate, logGroupName, chosen, level === 'INFO');
  const samples = mergeSamples(chosen, events);
  const kept = new Set(samples.map(({ requestId }) => requestId));
  return {
    events: events.filter((event) => kept.has(loggedText(event)?.requestId ?? '')),
    samples: samples.map(({ requestId, count }) => ({ requestId, count })),
  };
};

const requestIds = (events: readonly LogEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => loggedText(event)?.requestId ?? []));

/** Only what the query names. When none of it failed, what there is: faults may leave as 2xx. */
const narrowed = async (
  search: Search,
  failing: LogScan,
  wanted: NonNullable<CollectQuery['request']>,
): Promise<readonly FailureGroup[]> => {
  const named = await scan(search, {
    what: 'requests of the method and path in the execution log',
    filterPattern: requestPattern(wanted),
    keep: isWanted(wanted),
  });
  const ids = requestIds(named.events);
  const failed = failing.events.filter((event) => ids.has(loggedText(event)?.requestId ?? ''));
  if (named.events.length === 0) {
    search.gate.note({
      kind: 'not-found',
      what: `execution log of ${[wanted.method, wanted.path].filter((part) => part !== undefined).join(' ')}`,
      why: 'No request of this method and path was logged in the window.',
      remedy: 'Check the path (without the stage) and the window.',
    });
  }
  return tallyFailures(failed.length > 0 ? failed : named.events);
};

const search = async (place: Search, { request }: CollectQuery): Promise<LogScan & { readonly sampled: Sampled }> => {
  const failing = await scanFresh(place);
  if (failing.failure?.kind === 'not-found') return { ...failing, sampled: NOTHING };
  const busy = failing.pages > 1;
  const wanted = place.level === 'INFO' && (request?.method !== undefined || request?.path !== undefined) ? request : undefined;
  if (wanted) return { ...failing, sampled: await sampleGroups(place, await narrowed(place, failing, wanted), busy) };
  const groups = await groupFailures(place, failing);
  if (groups.length > 0 || !failing.complete) return { ...failing, sampled: await sampleGroups(place, groups, busy) };
  await retentionGap(place.gate, place.logGroupName, place.window);
  const quiet = await scan(place, QUIET);
  return { ...failing, sampled: await sampleGroups(place, tallyFailures(quiet.events), quiet.pages > 1) };
};

/** Requests that a canary answered run another deployment than the one that the export shows. */
const noteCanary = async (gate: Gate, target: ResolvedTarget, window: Window, { samples }: Sampled): Promise<void> => {
  const logGroupName = canaryLogGroup(target);
  if (logGroupName === undefined || samples.length === 0) return;
  const canary = requestIds((await scan({ gate, logGroupName, window, level: 'INFO' }, FAILING)).events);
  const affected = samples.filter(({ requestId }) => canary.has(requestId));
  if (affected.length === 0) return;
  gate.note({
    kind: 'not-supplied',
    what: `configuration of the canary of stage ${target.stage}`,
    why: `The canary answered the sampled requests ${affected.map(({ requestId }) => requestId).join(', ')}; AWS exports only the stage's main deployment.`,
    remedy: 'Compare with the deployment that the canary runs, or end the canary.',
  });
};

/** Failing requests of the window: how many of each kind, and the full trace of one or a few of each. */
export const sampleFailures = async (gate: Gate, target: ResolvedTarget, query: CollectQuery): Promise<Sampled> => {
  if (target.kind === 'HTTP') return NOTHING;
  const logging = loggingOf(target.settings);
  const gap = loggingGap(target, logging);
  if (gap) gate.note(gap);
  if (logging.level === 'OFF') return NOTHING;
  const requestId = query.request?.requestId;
  const groups = executionLogGroups(target);
  for (const logGroupName of groups) {
    const place = { gate, logGroupName, window: query.window, level: logging.level };
    const found = requestId === undefined ? await search(place, query) : await readOneRequest(gate, logGroupName, query.window, requestId);
    if (found.failure?.kind === 'not-found') continue;
    await noteCanary(gate, target, query.window, found.sampled);
    return found.sampled;
  }
  await missingLogGroupGap(gate, groups);
  return NOTHING;
};
