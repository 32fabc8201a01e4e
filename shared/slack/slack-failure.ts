/** Why a message did not arrive. No text here repeats a token, a webhook address or the message. */
export type SlackFailure =
  /** Do not try sooner: https://docs.slack.dev/apis/web-api/rate-limits */
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /** A person has to change something: a revoked token, a wrong or archived channel, a missing scope. */
  | { readonly kind: 'configuration'; readonly code: string }
  /** Slack refuses the message itself, even as plain text: our bug. */
  | { readonly kind: 'rejected-blocks'; readonly code: string }
  /** Slack or the network failed; a later try may succeed. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Slack's own error codes; anything else a response says is not repeated. */
const codeOf = (text: string): string => /^[a-z][a-z0-9_]{2,60}$/.exec(text.trim())?.[0] ?? 'unknown_error';

const REJECTED = new Set([
  'invalid_blocks', 'invalid_blocks_format', 'invalid_payload', 'msg_blocks_too_long', 'msg_too_long', 'no_text', 'invalid_arguments',
  'invalid_attachments', 'too_many_attachments', 'markdown_text_conflict',
]); // biome-ignore format: a list

const TRANSIENT = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'team_added_to_org', 'rollup_error']);

const retryAfter = (header: string | null): number => {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : 1;
};

/** By status and by the error code in the body: HTTP 200 with `ok: false` is a failure too; webhooks answer the bare code as text. */
export const slackFailure = (status: number, error: string, retryAfterHeader: string | null): SlackFailure => {
  const code = codeOf(error);
  if (status === 429 || code === 'ratelimited' || code === 'rate_limited') {
    return { kind: 'rate-limited', retryAfterSeconds: retryAfter(retryAfterHeader) };
  }
  if (status >= 500 || TRANSIENT.has(code)) return { kind: 'unavailable', reason: `Slack answered ${status} ${code}` };
  return REJECTED.has(code) ? { kind: 'rejected-blocks', code } : { kind: 'configuration', code };
};
