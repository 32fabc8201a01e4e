import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { parseJson } from '../lib/json.ts';
import type { Headers } from '../model/observation.ts';
import { proxyFlavourOf } from './proxy-flavour.ts';
import { endpointOf, type Scene } from './scene.ts';

/** What a proxy function said about its body. */
export interface ProxyAnswer {
  /** Absent: the log cut the output, and the flag is not in what is left. */
  readonly flagged?: boolean;
  /** Where the log cut the output: the beginning. */
  readonly body: string;
  readonly headers: Headers;
}

const FLAG = /"isBase64Encoded"\s*:\s*(true|false)/;
const BODY = /"body"\s*:\s*"((?:[^"\\]|\\[^u]|\\u[\dA-Fa-f]{4}){0,2000})/;
const HEADER = /"(content-encoding|content-type)"\s*:\s*\[?\s*"([^"\\]{1,100})"/gi;
const MEMBERS = /^\s*\{\s*"(?:statusCode|headers|multiValueHeaders|isBase64Encoded|body)"\s*:/;

const unescaped = (text: string): string => {
  const read = parseJson(`"${text}"`);
  return typeof read === 'string' ? read : text;
};

/** The beginning of an output tells the flag where it stands before the body, and how the body begins. */
const readBeginning = (output: string): ProxyAnswer | undefined => {
  const body = BODY.exec(output);
  if (!MEMBERS.test(output) || !body) return undefined;
  const around = output.slice(0, body.index) + output.slice(body.index + body[0].length);
  const flag = FLAG.exec(around)?.[1];
  return {
    ...(flag !== undefined && { flagged: flag === 'true' }),
    body: unescaped(body[1] ?? ''),
    headers: Object.fromEntries([...around.matchAll(HEADER)].map(([, name = '', value = '']) => [name, value])),
  };
};

/** `undefined` where the function's output is unknown or no proxy answer. */
export const proxyAnswer = (scene: Scene): ProxyAnswer | undefined => {
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  if (output === undefined) return undefined;
  if (outputTruncated || parseJson(output) === undefined) return readBeginning(output);
  const check = checkProxyOutput(output, proxyFlavourOf(scene));
  return check.ok ? { flagged: check.isBase64Encoded, body: check.body, headers: check.headers } : undefined;
};
