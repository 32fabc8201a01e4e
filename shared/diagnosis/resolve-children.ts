import { ok, type Result } from '../lib/result.ts';
import type { AlarmTarget } from '../model/alarm.ts';
import { distinctTargets, targetsOf } from './alarm/alarm-targets.ts';
import type { DescribeAlarms, DescribedAlarm, PortFailure } from './alarm-ports.ts';

export interface ResolvedChildren {
  readonly targets: readonly AlarmTarget[];
  /** The longest of the children's. */
  readonly evaluatedSeconds?: number;
  /** Children that watch something else, each with what. */
  readonly passedOver: readonly string[];
}

/** A composite alarm may name up to 100 alarms, each of which may be composite again. */
const MOST_ALARMS = 300;

const readChildren = (alarms: readonly DescribedAlarm[]): ResolvedChildren => {
  const metricAlarms = alarms.filter(({ children }) => children.length === 0);
  const read = metricAlarms.map(({ alarmName, inputs, evaluatedSeconds = 0 }) => ({ alarmName, evaluatedSeconds, aim: targetsOf(inputs) }));
  const seconds = Math.max(0, ...read.map(({ aim, evaluatedSeconds }) => (aim.ok ? evaluatedSeconds : 0)));
  return {
    targets: distinctTargets(read.flatMap(({ aim }) => (aim.ok ? aim.value : []))),
    ...(seconds > 0 && { evaluatedSeconds: seconds }),
    passedOver: read.flatMap(({ alarmName, aim }) => (aim.ok ? [] : `${alarmName}: ${aim.failure.reason}`)),
  };
};

/** The APIs behind a composite alarm: its children and theirs, each asked for once, so that alarms which name each other come to an end. */
export const resolveChildren = async (
  describeAlarms: DescribeAlarms,
  children: readonly string[],
): Promise<Result<ResolvedChildren, PortFailure>> => {
  const seen = new Set<string>();
  const found: DescribedAlarm[] = [];
  let names = [...new Set(children)];
  while (names.length > 0 && seen.size < MOST_ALARMS) {
    for (const name of names) seen.add(name);
    const described = await describeAlarms(names);
    if (!described.ok) return described;
    found.push(...described.value);
    names = [...new Set(described.value.flatMap((alarm) => alarm.children))].filter((name) => !seen.has(name));
  }
  return ok(readChildren(found));
};
