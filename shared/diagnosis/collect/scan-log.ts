import type { Window } from '../../model/diagnosis.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import type { GateFailure } from './gate-failure.ts';

export interface LogQuestion {
  readonly logGroupName: string;
  readonly logStreamNames?: readonly string[];
  readonly window: Window;
  readonly filterPattern?: string;
  /** What comes back is looked at again: a log store may match more than the pattern says. */
  readonly keep: (event: LogEvent) => boolean;
  readonly mostPages: number;
  /** Enough to go by: a page that reaches it is the last. */
  readonly mostEvents?: number;
}

export interface LogScan {
  readonly events: readonly LogEvent[];
  /** The whole window was searched. */
  readonly complete: boolean;
  readonly pages: number;
  readonly failure?: GateFailure;
}

/**
 * FilterLogEvents, page by page. An empty page with a token is normal and means that the search goes on; the number of pages
 * and of events is capped, so that the cost does not grow with the log (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html).
 */
export const scanLog = async (
  gate: Gate,
  { window, keep, mostPages, mostEvents = Number.POSITIVE_INFINITY, ...question }: LogQuestion,
): Promise<LogScan> => {
  const events: LogEvent[] = [];
  const input = { ...question, startTime: window.from.getTime(), endTime: window.to.getTime() };
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await gate.read('logs:FilterLogEvents', { ...input, ...(next !== undefined && { next }) });
    if (!answer.ok) return { events, complete: false, pages: page, failure: answer.failure };
    for (const event of answer.value.events) if (keep(event)) events.push(event);
    if (answer.value.next === undefined || answer.value.next === next) return { events, complete: true, pages: page + 1 };
    if (events.length >= mostEvents) return { events, complete: false, pages: page + 1 };
    next = answer.value.next;
  }
  return { events, complete: false, pages: mostPages };
};
