import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { ok } from '../../shared/lib/result.ts';
import { jsonService, type LabService, operation, refusal } from './wire.ts';

const ENTRY = z.object({
  Source: z.optional(z.string()),
  DetailType: z.optional(z.string()),
  Detail: z.optional(z.string()),
  EventBusName: z.optional(z.string()),
  Resources: z.optional(z.array(z.string())),
});

export type SentEvent = z.output<typeof ENTRY>;

/** AWS: newer texts say 1 MB; the smaller limit is the safe one to hold ourselves to. */
const MAX_ENTRY_BYTES = 262_144;
const MAX_ENTRIES = 10;

const problemOf = ({ Source, DetailType, Detail }: SentEvent): { ErrorCode: string; ErrorMessage: string } | undefined => {
  const missing = Source ? (DetailType ? (Detail ? undefined : 'Detail') : 'DetailType') : 'Source';
  if (missing)
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.` };
  return isRecord(parseJson(Detail ?? '')) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
};

/** EventBridge's DescribeEventBus and PutEvents (JSON 1.1, `AWSEvents`): good entries are kept in `sent`, bad ones answered one by one. */
export const eventBridge = (sent: SentEvent[], buses: Readonly<Record<string, unknown>> = {}): LabService =>
  jsonService('1.1', {
    DescribeEventBus: operation(z.object({ Name: z.string() }), ({ Name }) =>
      Object.hasOwn(buses, Name)
        ? ok({ Name, Policy: JSON.stringify(buses[Name]) })
        : refusal('ResourceNotFoundException', `Event bus ${Name} does not exist.`),
    ),
    PutEvents: operation(z.object({ Entries: z.array(ENTRY) }), ({ Entries }) => {
      const bytes = Entries.reduce((total, entry) => total + Buffer.byteLength(JSON.stringify(entry)), 0);
      if (Entries.length > MAX_ENTRIES || bytes > MAX_ENTRY_BYTES) {
        return refusal('ValidationException', 'Total size of the entries in the request is over the limit.');
      }
      const results = Entries.map((entry) => {
        const problem = problemOf(entry);
        if (!problem) sent.push(entry);
        return problem ?? { EventId: randomUUID() };
      });
      return ok({ FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results });
    }),
  });
