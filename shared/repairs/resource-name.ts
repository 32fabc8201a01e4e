import { createHash } from 'node:crypto';

/** Eight hexadecimal digits that tell texts apart which read alike. */
export const mark = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

const MAX_WORDS = 8;

/** `petId` and `pet-id` are both `pet`, `id`. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 30).toLowerCase())
    .slice(0, MAX_WORDS);

/** The path segments that a reader would take the words for: `pets pet id` is `/pets/{petId}`, `orders id` is `/orders/{id}`. */
const segmentsOf = ([word, ...rest]: readonly string[], isFirst = true): readonly string[] => {
  if (word === undefined) return [];
  if (word === 'proxy') return ['{proxy+}', ...segmentsOf(rest, false)];
  if (word === 'id' && !isFirst) return ['{id}', ...segmentsOf(rest, false)];
  if (rest[0] === 'id' && !isFirst && !word.endsWith('s')) return [`{${word}Id}`, ...segmentsOf(rest.slice(1), false)];
  return [word, ...segmentsOf(rest, false)];
};

const VERBS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY']);
const PLAIN_WORD = /^[a-z][a-z0-9]*$/;
const LIKE_A_MARK = /^[0-9a-f]{8}$/;

const isPlain = (words: readonly string[]): boolean =>
  words.every((word) => PLAIN_WORD.test(word)) && !LIKE_A_MARK.test(words.at(-1) ?? '');

export interface NameWords {
  readonly words: readonly string[];
  /** `''` where the words alone say which one is meant. */
  readonly mark: string;
}

/** Of a method: a path that cannot be read back from its words (`/a-b`, `/a_b`, `/a/b`) gets a mark, so that no two methods share a name. */
export const methodWords = ({ path, verb }: { readonly path: string; readonly verb: string }): NameWords & { readonly verb: string } => {
  const words = path === '/' ? ['root'] : wordsOf(path);
  const readsBack = path === '/' ? true : words[0] !== 'root' && `/${segmentsOf(words).join('/')}` === path;
  const isKnown = readsBack && isPlain(words) && VERBS.has(verb);
  const [said = ''] = wordsOf(verb);
  return { words, verb: PLAIN_WORD.test(said) ? said : 'method', mark: isKnown ? '' : mark(`${verb} ${path}`) };
};

/** Of a function or a role: `PETS-GET`, `pets-get` and `petsGet` have the same words, and only the second is read back from them. */
export const nameWords = (name: string): NameWords => {
  const words = wordsOf(name);
  return { words, mark: isPlain(words) && words.join('-') === name ? '' : mark(name) };
};

const RESPONSE_TYPE = /^(?:DEFAULT_[45]XX|[A-Z]+(?:_[A-Z]+)*)$/;

/** Of a gateway response: AWS's types are told apart by their words. */
export const responseTypeWords = (responseType: string): NameWords => ({
  words: wordsOf(responseType.toLowerCase()),
  mark: RESPONSE_TYPE.test(responseType) ? '' : mark(responseType),
});

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** `PetsPetId`: letters and digits, as CloudFormation asks of a logical id. */
export const pascal = (words: readonly string[]): string => words.map(capital).join('');

/** `getPetsPetId`: an identifier of TypeScript, as the first word is no digit. */
export const camel = ([first = '', ...rest]: readonly string[]): string => `${first}${pascal(rest)}`;

/** `get_pets_pet_id`: a name of Terraform. */
export const snake = (words: readonly string[]): string => words.filter((word) => word !== '').join('_');
