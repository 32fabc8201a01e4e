import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';

export const CONFIG_FILE = 'gatewhy.config.json';

const said = <Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema => schema.check(z.describe(description)) as Schema;

const text = (pattern: RegExp, error: string) => z.string({ error }).check(z.maxLength(2_048, { error }), z.regex(pattern, { error }));
/** Short, so that a match takes time in proportion to the name alone. */
const glob = z
  .string({ error: 'must be text' })
  .check(z.minLength(1, { error: 'must not be empty' }), z.maxLength(128, { error: 'must have at most 128 characters' }));

const account = text(/^\d{12}$/, 'must be the 12 digits of an account, as text');
const OWN = 'default';
const slackChannel = text(
  /^(?:default|[CG][A-Z0-9]{6,20})$/,
  'must be the id of a Slack channel such as C0123456789 (in Slack: View channel details), or "default"',
);
const topic = text(/^(?:default|arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256})$/, 'must be the ARN of an SNS topic, or "default"');

const to = z
  .strictObject({
    slack: z.optional(said(slackChannel, 'Id of a channel that the bot is in. "default": the one of the Slack secret.')),
    topic: z.optional(said(topic, 'Readable text for e-mail, JSON for machines. "default": the report topic of the deployment.')),
    card: z.optional(said(topic, 'Cards for Amazon Q Developer in chat applications. "default": the card topic of the deployment.')),
  })
  .check(z.refine((one) => Object.keys(one).length > 0, { error: 'must name at least one of slack, topic and card' }));

const when = z
  .strictObject({
    api: z.optional(said(glob, "The API's name, or its id.")),
    stage: z.optional(said(glob, "The stage's name.")),
    account: z.optional(said(account, 'Whose API it is.')),
    region: z.optional(said(glob, 'Where it is.')),
    tags: z.optional(
      said(z.record(z.string(), glob), "Tags of the API or the stage, all of which must match; of equal keys the stage's counts."),
    ),
  })
  .check(z.refine((one) => Object.keys(one).length > 0, { error: 'must name at least one of api, stage, account, region and tags' }));

const member = z.strictObject({
  account,
  regions: said(
    z
      .array(text(/^[a-z]{2}(?:-[a-z]+){1,2}-\d$/, 'must be a Region such as eu-west-1'))
      .check(z.minLength(1, { error: 'must name at least one Region' })),
    'Regions whose alarms are diagnosed.',
  ),
});

const slackIds = (letters: string, what: string) =>
  z
    .array(text(new RegExp(`^[${letters}][A-Z0-9]{6,20}$`), `must be the id of a Slack ${what}`))
    .check(z.minLength(1, { error: 'must name at least one' }));

const askers = z
  .strictObject({
    teams: z.optional(said(slackIds('TE', 'workspace such as T0123456789'), 'Workspaces.')),
    channels: z.optional(
      said(slackIds('CGD', 'channel such as C0123456789'), 'Where the question is typed, or the message with the button stands.'),
    ),
    users: z.optional(said(slackIds('UW', 'user such as U0123456789'), 'People.')),
  })
  .check(z.refine((one) => Object.keys(one).length > 0, { error: 'must name at least one of teams, channels and users' }));

/** The documented form of `gatewhy.config.json`: docs/config.schema.json. */
export const configSchema = z.strictObject({
  $schema: z.optional(z.string()),
  version: said(z.literal(1, { error: 'must be 1' }), 'Of the form of this file.'),
  routes: z.optional(
    said(z.array(z.strictObject({ when, to })).check(z.maxLength(200)), 'From the top down: the first that matches says who hears it.'),
  ),
  otherwise: z.optional(said(to, 'Who hears what no route matches; without it everybody that the deployment names.')),
  members: z.optional(said(z.array(member).check(z.maxLength(500)), 'Other accounts and Regions whose stages this deployment diagnoses.')),
  askers: z.optional(
    said(
      askers,
      'Who may ask in Slack and press buttons: every list that stands here must name them. Without it, whoever can use the app.',
    ),
  ),
});

export type Config = z.infer<typeof configSchema>;
export type Askers = z.infer<typeof askers>;
export type Member = z.infer<typeof member>;
export type RouteTo = z.infer<typeof to>;
export type RouteWhen = z.infer<typeof when>;

export const isOwn = (destination: string): boolean => destination === OWN;

/** Without a file: everybody that the deployment names, for the account and Region it runs in. */
export const NO_CONFIG: Config = { version: 1 };

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}${place && '.'}${String(part)}`), '');

const sentence = ({ path, ...issue }: z.core.$ZodIssue): string => {
  const place = placeOf(path) || 'the file';
  if (issue.code === 'unrecognized_keys') return `${place} has the unknown member ${issue.keys.join(', ')}: remove it or correct its name`;
  if (issue.code === 'invalid_type' && issue.message === 'Invalid input') return `${place} must be of type ${issue.expected}`;
  return `${place} ${issue.message}`;
};

/** The failure names every wrong place and what should stand there. */
export const parseConfig = (content: string): Result<Config, string> => {
  const document = parseJson(content);
  if (document === undefined) return err(`${CONFIG_FILE} is not JSON.`);
  const parsed = configSchema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  return err(`${CONFIG_FILE}: ${parsed.error.issues.slice(0, 20).map(sentence).join('; ')}.`);
};
