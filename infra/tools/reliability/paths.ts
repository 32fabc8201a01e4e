import type { FaultOrder } from './fault.ts';
import { SLACK_SECRET } from './site.ts';
import type { FailedRequest } from './stage.ts';

/** A way through the functions, chosen so that it makes calls which the others do not make. */
export interface Path {
  /** For people: what is different about it. */
  readonly about: string;
  /** What sets it off: an alarm that is over ten minutes later, or a question from Slack. */
  readonly kind: 'alarm' | 'question';
  readonly api: 'REST' | 'HTTP';
  /** By what the alarm or the question names it. */
  readonly by?: 'name' | 'id';
  readonly namesStage?: boolean;
  /** Absent: the stage has no log group. */
  readonly log?: readonly FailedRequest[];
  readonly isComposite?: boolean;
  readonly ofMember?: boolean;
  /** The alarm looks at a day. */
  readonly isLong?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** What fails on this path in any case: some calls are only made after another has failed. */
  readonly given?: readonly FaultOrder[];
}

const ALARM: Path = { about: 'an alarm, and its OK', kind: 'alarm', api: 'REST', log: ['malformed'] };
const QUESTION: Path = { about: 'a question from Slack', kind: 'question', api: 'REST', log: ['malformed'] };

const first = (operation: string, fault: FaultOrder['fault']): Pick<Path, 'given'> => ({ given: [{ operation, fault, index: 0 }] });

const MANY: readonly FailedRequest[] = Array.from({ length: 90 }, () => 'malformed');

/** An operation is tried on the first path that makes it. */
export const PATHS: readonly Path[] = [
  ALARM,
  QUESTION,
  { ...ALARM, about: 'a composite alarm', isComposite: true },
  { ...ALARM, about: 'an alarm of a member account', ofMember: true },
  { ...ALARM, about: 'the Slack secret in Secrets Manager', env: { SLACK_CREDENTIALS: `secretsmanager:${SLACK_SECRET}` } },
  { ...ALARM, about: 'Slack asks to wait', ...first('diagnose: slack:chat.postMessage', 'throttle') },
  { ...ALARM, about: 'Slack refuses for good', ...first('diagnose: slack:chat.postMessage', 'access denied') },
  { ...ALARM, about: 'a worker died after posting', ...first('diagnose: slack:chat.postMessage', 'crash after') },
  { ...ALARM, about: 'the topic fails', ...first('diagnose: sns:Publish gatewhy-reports', '5xx') },
  { ...ALARM, about: 'the queue fails', ...first('alarm: sqs:SendMessage gatewhy-diagnoses', '5xx') },
  { ...QUESTION, about: 'the queue fails a question', ...first('slack: sqs:SendMessage gatewhy-diagnoses', '5xx') },
  { ...QUESTION, about: 'Slack asks to wait with an answer', ...first('answer: slack:response_url', 'throttle') },
  { ...ALARM, about: 'a look that its worker does not know it has', ...first('diagnose: dynamodb:PutItem look', 'asked twice') },
  { ...ALARM, about: 'a stage that cannot be read for now', ...first('apigateway:GetStage', 'malformed answer') },
  { ...ALARM, about: 'functions and authorizers behind it', log: ['unauthorized', 'throttled'] },
  { ...ALARM, about: 'a stage that may not be exported', ...first('apigateway:GetExport', 'access denied') },
  { ...ALARM, about: 'nothing failed', log: ['refused'], isLong: true },
  { about: 'a stage without a log', kind: 'alarm', api: 'REST' },
  { ...ALARM, about: 'too many failures to read', log: MANY },
  { ...ALARM, about: 'a count that does not end', log: MANY, given: [{ operation: 'logs:GetQueryResults', fault: 'no end', index: 0 }] },
  { ...ALARM, about: 'all stages of an API', namesStage: false },
  { about: 'an HTTP API', kind: 'alarm', api: 'HTTP', by: 'id' },
  { about: 'all stages of an HTTP API', kind: 'alarm', api: 'HTTP', by: 'id', namesStage: false },
];
