import * as z from 'zod/mini';
import { ok, type Result } from '../../shared/lib/result.ts';
import { eventsBetween, type LabLogGroup, streamOf, streamsOf } from './log-store.ts';
import { refusal, type ServiceFailure } from './wire.ts';

const MAX_EVENTS = 10_000;

export const GET_LOG_EVENTS = z.object({
  logGroupName: z.optional(z.string()),
  logGroupIdentifier: z.optional(z.string()),
  logStreamName: z.string(),
  startTime: z.optional(z.int()),
  endTime: z.optional(z.int()),
  nextToken: z.optional(z.string()),
  limit: z.optional(z.int()),
  startFromHead: z.optional(z.boolean()),
});

/** One stream, oldest or newest page first. At either end the token repeats itself, as on AWS; the end time is not included. */
export const getLogEvents = (group: LabLogGroup, input: z.output<typeof GET_LOG_EVENTS>): Result<unknown, ServiceFailure> => {
  const { logStreamName, startTime = 0, endTime = Number.MAX_SAFE_INTEGER, limit = MAX_EVENTS, nextToken } = input;
  if (!streamsOf(group).includes(logStreamName)) {
    return refusal('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  const found = [...eventsBetween(group.events, startTime, endTime - 1)].filter((event) => streamOf(event) === logStreamName);
  const [, direction, position] = /^([fb])\/(\d+)$/.exec(nextToken ?? '') ?? [];
  if (nextToken !== undefined && direction === undefined)
    return refusal('InvalidParameterException', 'The specified nextToken is invalid.');
  const forward = direction === undefined ? input.startFromHead === true : direction === 'f';
  const anchor = position === undefined ? (forward ? 0 : found.length) : Number(position);
  const [from, to] = forward ? [anchor, Math.min(found.length, anchor + limit)] : [Math.max(0, anchor - limit), anchor];
  return ok({
    events: found.slice(from, to).map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp + 500 })),
    nextForwardToken: `f/${to}`,
    nextBackwardToken: `b/${from}`,
  });
};
