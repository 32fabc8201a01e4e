import * as z from 'zod/mini';
import { jsonReportSchema } from '../reports/json-report-schema.ts';

/** The detail of an event, and the JSON on the report topic: the documented report with what started it. docs/events.md, docs/event.schema.json. */
export const machineReportSchema = z.extend(jsonReportSchema, {
  incident: z
    .string()
    .check(z.describe('The state change of one alarm, with API and stage: the same however often the event is delivered.')),
  alarm: z.object({
    name: z.string(),
    arn: z.string(),
    at: z.iso.datetime().check(z.describe('When its state changed.')),
  }),
  truncated: z.optional(
    z
      .literal(true)
      .check(z.describe('The whole report is longer than the channel takes: the lists are empty, verdict and target are left.')),
  ),
});

export type MachineReport = z.infer<typeof machineReportSchema>;
