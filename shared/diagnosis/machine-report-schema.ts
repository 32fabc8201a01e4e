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
  life: z.optional(
    z
      .object({
        id: z.string(),
        state: z.enum(['open', 'resolved', 'closed']),
        openedAt: z.iso.datetime(),
        closedAt: z.optional(z.iso.datetime()),
        seen: z.int(),
        failures: z.int(),
        remains: z.optional(
          z
            .enum(['in-configuration', 'gone', 'elsewhere', 'unknown'])
            .check(z.describe('Closed only: where the cause is since, by a look at the stage after the OK.')),
        ),
      })
      .check(z.describe('What has become of it so far: `seen` alarms told of it, at least `failures` requests failed.')),
  ),
  truncated: z.optional(
    z
      .literal(true)
      .check(z.describe('The whole report is longer than the channel takes: the lists are empty, verdict and target are left.')),
  ),
});

export type MachineReport = z.infer<typeof machineReportSchema>;
