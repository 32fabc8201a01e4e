import * as z from 'zod/mini';
import { CAUSE_IDS, OUTCOME_IDS } from '../model/cause-id.ts';
import { REPAIR_TOOLS, type RepairTool } from '../model/repair-tool.ts';

const said = <Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema => schema.check(z.describe(description)) as Schema;

const text = (description: string) => said(z.string(), description);
const list = <Item extends z.ZodMiniType>(item: Item, description: string) => said(z.readonly(z.array(item)), description);
const time = (description: string) => said(z.iso.datetime(), description);
const whole = (description: string) => said(z.int().check(z.minimum(0)), description);
const of = z.enum(['deployed', 'working-copy', 'stage', 'function', 'role', 'log']);

const evidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('log-line'),
    source: z.enum(['execution-log', 'test-log', 'access-log', 'function-log', 'replay']),
    text: text('The line as logged, without its request id and date.'),
    requestId: z.optional(z.string()),
    at: z.optional(time('When it was logged.')),
  }),
  z.object({
    kind: z.literal('config'),
    of,
    pointer: text('JSON pointer into the configuration, such as /methods/~1pets/GET/integration/contentHandling.'),
    value: said(z.unknown(), 'Cut to a string when it is long.'),
  }),
  z.object({ kind: z.literal('absent'), of, pointer: text('What should be there and is not.') }),
  z.object({ kind: z.literal('exchange'), part: text('Such as response.body or endpoint.output.'), value: z.string() }),
  z.object({ kind: z.literal('metric'), name: z.string(), value: z.number() }),
]);

const repair = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('config'),
    changes: list(z.looseObject({ kind: z.string() }), 'The edits as data; `kind` says which.'),
    commands: list(z.string(), 'The same edits as AWS CLI commands for a POSIX shell, in order. Entries that begin with # are remarks.'),
    printed: z.optional(
      z.object({
        tool: z.enum(Object.keys(REPAIR_TOOLS) as [RepairTool, ...RepairTool[]]),
        language: z.string(),
        text: text('The same edits in the language of the tool.'),
      }),
    ),
    sideEffects: text('What the edits may change for other callers.'),
  }),
  z.object({
    kind: z.literal('code'),
    advice: z.string(),
    wrong: text('What the code gives now.'),
    right: text('What it should give.'),
    corrected: z.optional(text("The endpoint's whole output as it should have been, where it follows from the one seen.")),
  }),
  z.object({ kind: z.literal('advice'), steps: z.readonly(z.array(z.string())) }),
]);

const assumptions = list(z.string(), 'What the evidence does not say and the replay took instead.');

const proof = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proven'),
    replayed: text('What the client gets on the deployed configuration: the same failure.'),
    repaired: text('What the client gets with the repair.'),
    neighbours: whole('Other requests that were replayed on both configurations; none is worse off.'),
    assumptions,
  }),
  z.object({
    kind: z.literal('reproduced'),
    replayed: text('What the client gets on the deployed configuration: the same failure.'),
    open: text('Why the repair is not proven.'),
    assumptions,
  }),
  z.object({
    kind: z.literal('refuted'),
    divergence: z.object({ aspect: z.enum(['status', 'failure', 'step', 'answer']), observed: z.string(), replayed: z.string() }),
  }),
  z.object({ kind: z.literal('not-attempted'), reason: z.string() }),
]);

const causeId = z.enum(CAUSE_IDS);

/** The documented form of `jsonReport`: docs/json-output.md, docs/diagnosis.schema.json. */
export const jsonReportSchema = z.object({
  version: said(z.literal(1), 'Grows only when a member is removed or changes its meaning; new members may appear at any time.'),
  cause: said(z.enum([...CAUSE_IDS, ...OUTCOME_IDS]), 'The verdict: a root cause, or an outcome that names none.'),
  summary: text('The verdict in one sentence.'),
  target: z.object({
    kind: z.enum(['REST', 'HTTP', 'WEBSOCKET']),
    apiId: z.optional(z.string()),
    apiName: z.optional(z.string()),
    stage: z.optional(z.string()),
    region: z.optional(z.string()),
    account: z.optional(z.string()),
  }),
  window: z.optional(z.object({ from: time('Inclusive.'), to: time('Inclusive.') })),
  requests: z.object({ failed: whole('Failing requests seen.'), sampled: whole('Requests whose traces were read.') }),
  causes: list(
    z.object({
      cause: causeId,
      strength: said(
        z.enum(['conclusive', 'confirmed', 'suggested']),
        'conclusive: only this cause can write the evidence; confirmed: configuration and symptom agree; suggested: it fits, and so may others.',
      ),
      what: z.string(),
      why: z.string(),
      todo: z.string(),
      proof: said(proof, 'What replaying the failing request shows, on the deployed configuration and with the repair applied.'),
      where: z.optional(text('Verb and resource of the request that shows it.')),
      share: z.object({ requests: whole('Failing requests that this cause explains.'), of: whole('Of all failing requests seen.') }),
      evidence: list(evidence, 'At least one fact.'),
      repair,
      docs: text('The AWS page.'),
    }),
    'Causes found: first the verdict, then what else is present.',
  ),
  candidates: list(causeId, 'insufficient-evidence only: what the evidence still allows.'),
  ruledOut: list(z.object({ cause: causeId, reason: z.string() }), 'Look-alikes, each with what excludes it.'),
  open: list(
    z.object({ causes: list(causeId, 'At least one.'), why: z.string(), command: z.string() }),
    'Causes of the same symptom that nothing rules out, by the look-up that would decide.',
  ),
  gaps: list(
    z.object({ kind: z.string(), what: z.string(), why: z.string(), remedy: z.string() }),
    'What could not be read, why, and what would let us read it.',
  ),
  next: list(z.object({ why: z.string(), command: z.string() }), 'Look-ups that would decide between candidates.'),
  turnOnLogging: list(z.string(), 'logging-disabled only: AWS CLI commands that turn access logging on.'),
  cost: z.optional(
    z.object({ calls: said(z.record(z.string(), z.int()), 'AWS API calls by name.'), bytes: whole('Bytes read.'), millis: z.number() }),
  ),
});

export type JsonReport = z.infer<typeof jsonReportSchema>;
export type JsonEvidence = z.infer<typeof evidence>;
export type JsonRepair = z.infer<typeof repair>;
export type JsonProof = z.infer<typeof proof>;
