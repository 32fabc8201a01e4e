import { err, ok, type Result } from '../lib/result.ts';
import type { SlackFailure } from './slack-failure.ts';

export interface SendOptions {
  readonly fetch?: typeof fetch;
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** A redirect would carry the token to another host. What `fetch` throws may repeat the address, and with it the webhook's secret. */
export const sendSlack = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object | URLSearchParams,
  options: SendOptions,
): Promise<Result<Answer, SlackFailure>> => {
  try {
    const response = await (options.fetch ?? fetch)(url, {
      method: 'POST',
      headers: body instanceof URLSearchParams ? headers : { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body: body instanceof URLSearchParams ? body : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return ok({ status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') });
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return err({ kind: 'unavailable', reason: isTimeout ? `No answer within ${options.timeoutMs} ms` : 'Slack could not be reached' });
  }
};
