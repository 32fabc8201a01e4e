import { err, ok, type Result } from '../lib/result.ts';
import type { Window } from '../model/diagnosis.ts';

interface WindowOptions {
  readonly since?: string;
  readonly from?: string;
  readonly to?: string;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(?<count>\d{1,6})(?<unit>[smhd])$/;
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/;

const millisOf = (duration: string): number | undefined => {
  const { count, unit } = DURATION.exec(duration)?.groups ?? {};
  const millis = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
  return millis > 0 ? millis : undefined;
};

const timeOf = (text: string): Date | undefined => {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const time = new Date(text.includes('T') && match.groups?.zone === undefined ? `${text}Z` : text);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/**
 * `since` counts back from now and is one hour by default; `from` and `to` are ISO 8601, UTC where no zone is written. `dashes`: how the
 * place that is asked from marks an option, for the failure's sentence.
 */
export const timeWindow = ({ since, from, to }: WindowOptions, now: Date, dashes: '--' | '' = '--'): Result<Window, string> => {
  const [sinceName, fromName, toName] = ['since', 'from', 'to'].map((name) => dashes + name);
  const noTime = (name = '', text = ''): Result<never, string> => err(`${name} "${text}" is not a time: write it as 2026-11-20T14:00Z.`);
  if (since !== undefined && (from !== undefined || to !== undefined)) {
    return err(`Give either ${sinceName} or ${fromName} and ${toName}, not both.`);
  }
  if (from === undefined) {
    if (to !== undefined) return err(`${toName} needs ${fromName}.`);
    const millis = millisOf(since ?? '1h');
    return millis === undefined
      ? err(`${sinceName} "${since}" is not a duration: write it as 90s, 15m, 1h or 2d.`)
      : ok({ from: new Date(now.getTime() - millis), to: now });
  }
  const start = timeOf(from);
  if (!start) return noTime(fromName, from);
  const end = to === undefined ? now : timeOf(to);
  if (!end) return noTime(toName, to);
  return start < end ? ok({ from: start, to: end }) : err(`${fromName} must lie before ${toName}.`);
};
