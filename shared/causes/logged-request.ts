import { headerValue } from '../lib/headers.ts';
import type { LogLine } from '../model/trace.ts';
import { integrationLog } from './authorizer-scene.ts';
import { isMush } from './binary-signature.ts';
import type { Scene } from './scene.ts';

/** What the function wrote into its own log about the body that it received. */
export interface LoggedRequest {
  readonly isBase64Encoded?: boolean;
  /** The beginning of the body, as the log shows it. */
  readonly body?: string;
  readonly bodyBytes?: number;
  /** Bytes that were no UTF-8: U+FFFD, or its three bytes in hexadecimal. */
  readonly damaged: boolean;
  /** A parser, or a check of a form, could not read the body. */
  readonly unread?: LogLine;
  /** The line that says most of these. */
  readonly line: LogLine;
}

/** A log line may hold a whole event; its beginning and the members of a body's neighbours are enough. */
const READ_AT_MOST = 32_768;

const FLAG = /\b(?:is_?base64_?encoded|is_?b64|b64|base64)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(true|false)\b/i;
const BODY = /(?<![\w-])body\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([^\s"'\\,}]{4,4096})/i;
const BODY_BYTES = /\bbody[ _.-]?(?:bytes|length|size|len)\b["']?\s{0,3}[:=]?\s{0,3}(\d{1,9})\b/i;
const DAMAGE = /\bef[ :,]?bf[ :,]?bd/i;

/** How parsers of JSON, forms, uploads and protobuf complain of a text that is none. */
const UNREAD =
  /JSONDecodeError|Expecting value: line 1 column 1 \(char 0\)|is not valid JSON|Unexpected token|Unrecognized token|invalid character '.' looking for|invalid start of a value|JSON::ParserError|JsonParseException|JsonReaderException|[cC][sS][rR][fF]|[Mm]issing boundary|[Bb]oundary not found|Malformed (?:form|multipart)|Unexpected end of form|DecodeError|InvalidProtocolBuffer|invalid wire type/;

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

export const loggedRequest = (scene: Scene): LoggedRequest | undefined => {
  const lines = integrationLog(scene).map(({ line }) => ({ line, text: line.text.slice(0, READ_AT_MOST) }));
  const flagged = lines.find(({ text }) => FLAG.test(text));
  const damaged = lines.find(({ text }) => DAMAGE.test(text) || isMush(text));
  const unread = lines.find(({ text }) => UNREAD.test(text));
  const first = damaged ?? flagged ?? unread;
  if (!first) return undefined;
  const flag = flagged && FLAG.exec(flagged.text)?.[1]?.toLowerCase();
  const all = lines.map(({ text }) => text).join('\n');
  const body = flagged && BODY.exec(flagged.text)?.[1];
  const bodyBytes = numberIn(all, BODY_BYTES);
  return {
    ...(flag !== undefined && { isBase64Encoded: flag === 'true' }),
    ...(body !== undefined && { body }),
    ...(bodyBytes !== undefined && { bodyBytes }),
    damaged: damaged !== undefined,
    ...(unread && { unread: unread.line }),
    line: first.line,
  };
};

/** As the client counted it. */
const sentBytes = ({ observation: { request } }: Scene): number | undefined => {
  const length = headerValue(request.headers, 'content-length');
  if (request.bodyBytes !== undefined) return request.bodyBytes;
  return length === undefined || !/^\d{1,12}$/.test(length) ? undefined : Number(length);
};

/** Each byte that is no UTF-8 becomes three; base64 adds a third, and no more. */
const GROWN = 1.4;

/** The body that the function counted is larger than the one that was sent, and by more than base64 adds. */
export const hasGrown = (scene: Scene, { bodyBytes }: LoggedRequest): boolean => {
  const sent = sentBytes(scene);
  return sent !== undefined && sent > 0 && bodyBytes !== undefined && bodyBytes / sent >= GROWN;
};
