import { printable, shorten } from '../lib/readable-text.ts';

/** A step of the data plane, by AWS's names where the console has one. */
export type ReplayStep =
  | 'Received'
  | 'Routing'
  | 'Authorization'
  | 'API key'
  | 'Method request'
  | 'Request validation'
  | 'Integration request'
  | 'Integration'
  | 'Integration response'
  | 'Method response'
  | 'Gateway response'
  | 'Completed';

type Fields = readonly (readonly [name: string, value: string])[];

export interface ReplayedResponse {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Uint8Array;
}

export type ReplayAnswer =
  /** `failedStep`: the gateway answered by itself, because this step failed. */
  | { readonly kind: 'answered'; readonly response: ReplayedResponse; readonly failedStep?: ReplayStep }
  | { readonly kind: 'awaiting-endpoint' };

/** What a step says in the execution log; a failed step may say nothing. */
export interface LoggedStep {
  readonly step: ReplayStep;
  readonly lines: readonly string[];
}

/** One replayed request, ready to be shown. */
export interface ReplayReport {
  readonly request: { readonly method: string; readonly path: string };
  readonly stage: { readonly name: string; readonly source: string };
  readonly notes: readonly string[];
  readonly answer: ReplayAnswer;
  /** What the gateway sends to the endpoint; `uri` with its query. */
  readonly sent?: { readonly method: string; readonly uri: string; readonly headers: Fields; readonly body: Uint8Array };
  readonly requestId: string;
  readonly log: readonly LoggedStep[];
}

/** `undefined`: these bytes are no text that a terminal could show. */
export const textOfBody = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return /[\u0000-\u0008\u000E-\u001F]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
};

export const base64OfBody = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const MAX_BODY = 10_000;
const MAX_LINE = 1_100;
const MAX_BASE64 = 400;

/** A body on lines of its own; bytes as base64. */
export const bodyLines = (bytes: Uint8Array): readonly string[] => {
  if (bytes.byteLength === 0) return ['(no body)'];
  const text = textOfBody(bytes);
  if (text !== undefined) return shorten(printable(text), MAX_BODY).split('\n');
  return [`(${bytes.byteLength} bytes that are no text; in base64:)`, shorten(base64OfBody(bytes), MAX_BASE64)];
};

/** A log line as it may be printed: what would repaint a terminal is replaced, line breaks stay. */
export const safeLines = (line: string): readonly string[] => shorten(printable(line), MAX_LINE).split('\n');
