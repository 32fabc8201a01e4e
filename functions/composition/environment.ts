import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
/** CloudFormation writes `''` for what a deployment does not have. */
const optionalText = z.optional(z.string());

const Shared = z.object({ QUEUE_URL: text, TABLE_NAME: text });

const Responses = z.object({ SLACK_RESPONSE_ORIGIN: optionalText });

const Slack = z.object({ SLACK_SIGNING: text, ...Responses.shape });

const Diagnosis = z.object({
  QUESTION_QUEUE_URL: optionalText,
  DEAD_LETTER_QUEUE_URL: optionalText,
  REPORT_TOPIC_ARN: optionalText,
  CARD_TOPIC_ARN: optionalText,
  EVENT_BUS_NAME: optionalText,
  MEMBER_EXTERNAL_ID: optionalText,
  SLACK_CREDENTIALS: optionalText,
  SLACK_API_URL: optionalText,
  SLACK_BUTTONS: z.optional(z.enum(['true', 'false'])),
});

export type DiagnosisEnvironment = z.infer<typeof Diagnosis>;

/** Names only: a value may be a secret. */
const read = <Schema extends z.ZodMiniType>(schema: Schema, env: NodeJS.ProcessEnv): z.infer<Schema> => {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(`The function's environment lacks ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
};

export const sharedEnvironment = (env = process.env): z.infer<typeof Shared> => read(Shared, env);

export const slackEnvironment = (env = process.env): z.infer<typeof Slack> => read(Slack, env);

export const responseEnvironment = (env = process.env): z.infer<typeof Responses> => read(Responses, env);

export const diagnosisEnvironment = (env = process.env): DiagnosisEnvironment => {
  const settings = read(Diagnosis, env);
  const { REPORT_TOPIC_ARN, CARD_TOPIC_ARN, EVENT_BUS_NAME, SLACK_CREDENTIALS } = settings;
  if (REPORT_TOPIC_ARN || CARD_TOPIC_ARN || EVENT_BUS_NAME || SLACK_CREDENTIALS) return settings;
  throw new Error(
    "The function's environment names nobody to tell: set at least one of SLACK_CREDENTIALS, REPORT_TOPIC_ARN, CARD_TOPIC_ARN and EVENT_BUS_NAME.",
  );
};
