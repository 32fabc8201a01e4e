import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Window } from '../../shared/model/diagnosis.ts';

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

const noTime = (name: string, text: string): Result<never, string> =>
  err(`--${name} "${text}" is not a time: write it as 2026-11-20T14:00Z.`);

/** `--since` counts back from now and is one hour by default; `--from` and `--to` are ISO 8601, UTC where no zone is written. */
export const timeWindow = ({ since, from, to }: WindowOptions, now: Date): Result<Window, string> => {
  if (since !== undefined && (from !== undefined || to !== undefined)) return err('Give either --since or --from and --to, not both.');
  if (from === undefined) {
    if (to !== undefined) return err('--to needs --from.');
    const millis = millisOf(since ?? '1h');
    return millis === undefined
      ? err(`--since "${since}" is not a duration: write it as 90s, 15m, 1h or 2d.`)
      : ok({ from: new Date(now.getTime() - millis), to: now });
  }
  const start = timeOf(from);
  if (!start) return noTime('from', from);
  const end = to === undefined ? now : timeOf(to);
  if (!end) return noTime('to', to ?? '');
  return start < end ? ok({ from: start, to: end }) : err('--from must lie before --to.');
};
