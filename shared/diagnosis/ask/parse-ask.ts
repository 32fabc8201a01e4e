import { closest } from '../../lib/closest.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { CAUSE_IDS, OUTCOME_IDS, type VerdictId } from '../../model/cause-id.ts';
import type { CollectQuery, Place } from '../collect-query.ts';
import { timeWindow } from '../time-window.ts';
import { splitWords, type Word } from './split-words.ts';

/** What somebody types after `/gatewhy`, understood. */
export type Ask =
  | { readonly kind: 'help' }
  | { readonly kind: 'audit'; readonly query: CollectQuery }
  | { readonly kind: 'explain'; readonly verdict?: VerdictId }
  | { readonly kind: 'diagnose'; readonly query: CollectQuery };

type Reading = Result<Ask, string>;

const FIELDS = ['api', 'stage', 'since', 'from', 'to', 'method', 'path', 'requestId', 'place'] as const;
type Field = (typeof FIELDS)[number];
type Fields = { readonly [Name in Field]?: string };

/** A keyword, and what the word after it says. */
const KEYWORDS: Readonly<Record<string, Field>> = {
  since: 'since',
  last: 'since',
  from: 'from',
  to: 'to',
  until: 'to',
  request: 'requestId',
  in: 'place',
};
const COMMANDS = ['help', 'audit', 'explain'] as const;
const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

const NAMES: Readonly<Record<Field, string>> = {
  api: 'API',
  stage: 'stage',
  since: 'time to look back',
  from: 'start',
  to: 'end',
  method: 'verb',
  path: 'path',
  requestId: 'request id',
  place: 'account or Region',
};

const DURATION = /^\d{1,6}[smhd]$/;
/** The id of a request, or the extended one (`x-amz-apigw-id`), which ends in `=`. */
const REQUEST_ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\w-]{10,60}=)$/i;
const LONGEST_TEXT = 2_000;

const EXAMPLE = '`/gatewhy orders-api prod since 30m`';

/** What a word says by its form alone. */
const fieldByForm = ({ text, quoted }: Word): Field | undefined => {
  if (quoted) return undefined;
  if (text.startsWith('/')) return 'path';
  if (VERBS.has(text.toUpperCase())) return 'method';
  if (REQUEST_ID.test(text)) return 'requestId';
  return DURATION.test(text) ? 'since' : undefined;
};

const notUnderstood = (word: string, form: string): string => {
  const [meant] = closest(word.toLowerCase(), Object.keys(KEYWORDS));
  const hint = meant === undefined ? `Write ${form}.` : `Did you mean ${meant}?`;
  return `"${word}" is not understood. ${hint} A name with spaces stands in quotation marks.`;
};

const readFields = (words: readonly Word[], form: string): Result<Fields, string> => {
  const fields: { [Name in Field]?: string } = {};
  const rest = words.values();
  for (const word of rest) {
    if (word.text.startsWith('--') && !word.quoted) return err(`Write it without dashes: ${EXAMPLE}.`);
    const keyword = word.text.toLowerCase();
    const named = word.quoted || !Object.hasOwn(KEYWORDS, keyword) ? undefined : KEYWORDS[keyword];
    const given = named ? rest.next().value : word;
    const value = named === 'requestId' && given?.text.toLowerCase() === 'id' ? rest.next().value : given;
    if (!value) return err(`Something is missing after "${word.text}": ${EXAMPLE}.`);
    const free = (['api', 'stage'] as const).find((name) => fields[name] === undefined);
    const field = named ?? fieldByForm(word) ?? free;
    if (field === undefined) return err(notUnderstood(word.text, form));
    if (fields[field] !== undefined) return err(`There are two values for the ${NAMES[field]}: "${fields[field]}" and "${value.text}".`);
    fields[field] = value.text;
  }
  return ok(fields);
};

const requestOf = ({ method, path, requestId }: Fields): NonNullable<CollectQuery['request']> => ({
  ...(method !== undefined && { method: method.toUpperCase() }),
  ...(path !== undefined && { path }),
  ...(requestId !== undefined && { requestId }),
});

/** `444455556666`, `us-east-1` or both with a slash between. */
const PLACE = /^(?:(?<account>\d{12})(?:\/|$))?(?<region>[a-z]{2}(?:-[a-z]+){1,2}-\d)?$/;

const placeOf = (text: string | undefined): Result<Partial<Place> | undefined, string> => {
  if (text === undefined) return ok(undefined);
  const { account, region } = PLACE.exec(text)?.groups ?? {};
  if (account === undefined && region === undefined) {
    return err(`"${text}" is no account or Region: write \`in 444455556666\`, \`in us-east-1\` or \`in 444455556666/us-east-1\`.`);
  }
  return ok({ ...(account !== undefined && { account }), ...(region !== undefined && { region }) });
};

const readQuestion = (words: readonly Word[], now: Date): Reading => {
  const fields = readFields(words, `an API, its stage and a time: ${EXAMPLE}`);
  if (!fields.ok) return fields;
  const { api, stage, since, from, to, method, path, requestId, place: where } = fields.value;
  if (api === undefined) return err(`Say which API: ${EXAMPLE}.`);
  if (requestId !== undefined && (method ?? path) !== undefined) return err('Give either a request id or a verb and a path, not both.');
  const times = { ...(since !== undefined && { since }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const window = timeWindow(times, now, '');
  if (!window.ok) return window;
  const place = placeOf(where);
  if (!place.ok) return place;
  const request = requestOf(fields.value);
  return ok({
    kind: 'diagnose',
    query: {
      api,
      partOfName: true,
      window: window.value,
      ...(stage !== undefined && { stage }),
      ...(place.value && { place: place.value }),
      ...(Object.keys(request).length > 0 && { request }),
    },
  });
};

const AUDIT_EXAMPLE = '`/gatewhy audit orders-api prod`';

/** There is no time to look back to: a configuration is as it is. */
const readAudit = (words: readonly Word[], now: Date): Reading => {
  const fields = readFields(words, `an API and its stage: ${AUDIT_EXAMPLE}`);
  if (!fields.ok) return fields;
  const { api, stage, place: where, ...others } = fields.value;
  const [other] = FIELDS.filter((name) => others[name as keyof typeof others] !== undefined);
  if (api === undefined) return err(`Say which API, and which stage: ${AUDIT_EXAMPLE}.`);
  if (other !== undefined) return err(`An audit takes an API and its stage alone, without a ${NAMES[other]}: ${AUDIT_EXAMPLE}.`);
  const place = placeOf(where);
  if (!place.ok) return place;
  const window = { from: now, to: now };
  return ok({
    kind: 'audit',
    query: {
      api,
      partOfName: true,
      only: 'configuration',
      window,
      ...(stage !== undefined && { stage }),
      ...(place.value && { place: place.value }),
    },
  });
};

const VERDICTS: readonly VerdictId[] = [...CAUSE_IDS, ...OUTCOME_IDS];

const readExplain = (name: string | undefined): Reading => {
  if (name === undefined) return ok({ kind: 'explain' });
  const verdict = VERDICTS.find((id) => id === name.toLowerCase());
  if (verdict) return ok({ kind: 'explain', verdict });
  const meant = closest(name.toLowerCase(), VERDICTS);
  const hint = meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : '`/gatewhy explain` lists them all.';
  return err(`There is no cause "${name}". ${hint}`);
};

/** The text after the command. The failure says what to type instead. An API called like a keyword stands in quotation marks. */
export const parseAsk = (text: string, now: Date): Reading => {
  if (text.length > LONGEST_TEXT) return err(`This is too long to be a question. Write: ${EXAMPLE}.`);
  const words = splitWords(text);
  const [first, second] = words;
  if (!first) return ok({ kind: 'help' });
  const command = first.quoted ? undefined : COMMANDS.find((name) => name === first.text.toLowerCase());
  if (command === undefined) return readQuestion(words, now);
  if (command === 'explain') return readExplain(second?.text);
  return command === 'audit' ? readAudit(words.slice(1), now) : ok({ kind: command });
};
