import type { PortFailure } from '../diagnosis/alarm-ports.ts';
import type { SlackQuestion } from '../diagnosis/ask/slack-question.ts';
import type { Once } from '../diagnosis/once.ts';
import type { Result } from '../lib/result.ts';
import { readSlackRequest } from './read-slack-request.ts';
import { isResponseUrl } from './response-url.ts';
import { shortId } from './short-id.ts';
import { type SignedRequest, verifySignature } from './verify-signature.ts';

export interface IntakePorts {
  readonly signingSecrets: () => Promise<Result<readonly string[], string>>;
  /** Remembers at least as long as a signature is taken for fresh. */
  readonly once: Once;
  readonly enqueue: (question: SlackQuestion) => Promise<Result<void, PortFailure>>;
  /** Another host than Slack's, for tests and the lab. */
  readonly responseOrigin?: string;
}

export type IntakeOutcome =
  | 'slack-command'
  | 'slack-press'
  | 'probe'
  | 'oversized'
  | 'forged'
  | 'stale'
  | 'replayed'
  | 'malformed'
  | 'failed';

export interface Intake {
  readonly outcome: IntakeOutcome;
  readonly status: 200 | 400 | 401 | 413 | 500;
  readonly body: string;
  /** For the log, where it is our own doing: nothing of the request. */
  readonly reason?: string;
}

/** A button carries along the message that it stands below: at most 9,000 characters of text, each up to nine bytes in a form, and its blocks. */
const MOST_BYTES = 256 * 1024;

const STATUS: Readonly<Record<IntakeOutcome, Intake['status']>> = {
  'slack-command': 200,
  'slack-press': 200,
  probe: 200,
  oversized: 413,
  forged: 401,
  stale: 401,
  replayed: 401,
  malformed: 400,
  failed: 500,
};

const answer = (outcome: IntakeOutcome, body = '', reason?: string): Intake => ({
  outcome,
  status: STATUS[outcome],
  body,
  ...(reason !== undefined && { reason }),
});

const privately = (text: string): string => JSON.stringify({ response_type: 'ephemeral', text });

/** A command is answered at once, with a line that only its author sees; a button needs none. */
const ACKNOWLEDGED: Readonly<Record<SlackQuestion['kind'], string>> = {
  'slack-command': privately('Looking. The answer follows here.'),
  'slack-press': '',
};

const queue = async ({ once, enqueue }: IntakePorts, question: SlackQuestion): Promise<Intake> => {
  const queued = await once<PortFailure>(`slack ${question.id}`, () => enqueue(question));
  if (queued.ok) return queued.value === 'repeated' ? answer('replayed') : answer(question.kind, ACKNOWLEDGED[question.kind]);
  return 'kind' in queued.failure ? answer('replayed') : answer('failed', '', queued.failure.reason);
};

/** A request that says that it comes from Slack → the queue. Nothing of it is read before its signature holds, nothing done before it is new. */
export const takeSlackRequest = async (ports: IntakePorts, request: SignedRequest, now: Date): Promise<Intake> => {
  if (request.body.byteLength > MOST_BYTES) return answer('oversized');
  const secrets = await ports.signingSecrets();
  if (!secrets.ok) return answer('failed', '', secrets.failure);
  const verification = verifySignature(request, secrets.value, now);
  if (verification !== 'genuine') return answer(verification);
  const stamp = { id: shortId(request.signature ?? ''), received: now.toISOString() };
  const question = readSlackRequest(Buffer.from(request.body).toString('utf8'), stamp);
  if (question === 'probe') return answer('probe');
  if (!question || !isResponseUrl(question.responseUrl, ports.responseOrigin)) return answer('malformed');
  return queue(ports, question);
};
