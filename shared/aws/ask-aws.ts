import type { Ask, InputOf, OutputOf, Page, Raw, ReadName } from '../diagnosis/collect-ports.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { err, ok } from '../lib/result.ts';
import { ACTIONS, type CommandName } from './actions.ts';
import { readFailure } from './read-failure.ts';

type OperationOf<Name extends ReadName> = Name extends `${string}:${infer Operation}` ? Operation : never;

/** Every read has its command, so a read without an IAM action does not compile. */
const commandOf = <Name extends ReadName>(name: Name): `${OperationOf<Name>}Command` & CommandName =>
  `${name.slice(name.indexOf(':') + 1)}Command` as `${OperationOf<Name>}Command` & CommandName;

/** As JSON text: dates as AWS writes them in ISO form, and no SDK bookkeeping. An incident file holds the very same. */
const asJson = (answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => (key === '$metadata' ? undefined : value)) ?? '{}';

/** An answer that the SDK hands on unread, and that is not what AWS says it is: as if the SDK had failed to read it. */
export const unreadable = (what: string): Error =>
  Object.assign(new Error(`${what} is no JSON object`), { $metadata: { httpStatusCode: 200 } });

/** One call through the SDK, as a port: failures are values, the size is that of the answer as JSON. */
export const askAws =
  <Name extends ReadName>(
    name: Name,
    send: (input: InputOf<Name>, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
    read: (answer: Raw) => OutputOf<Name>,
  ): Ask<Name> =>
  async (input, withinMillis) => {
    try {
      const text = asJson(await send(input, { abortSignal: AbortSignal.timeout(Math.max(1, Math.ceil(withinMillis))) }));
      const answer = parseJson(text);
      return { result: ok(read(isRecord(answer) ? answer : {})), bytes: text.length };
    } catch (error) {
      return { result: err(readFailure(error, ACTIONS[commandOf(name)])), bytes: 0 };
    }
  };

export type Asks<Name extends ReadName> = { readonly [Each in Name]: Ask<Each> };

export const recordsOf = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** AWS names both the list and the token differently in every service. */
export const pageOf =
  (list: string, token: string) =>
  (answer: Raw): Page => {
    const next = answer[token];
    return { items: recordsOf(answer[list]), ...(typeof next === 'string' && next !== '' && { next }) };
  };

export const whole = (answer: Raw): Raw => answer;
