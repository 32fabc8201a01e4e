import fc from 'fast-check';

const NAMES = ['a', 'b', 'item', 'input', 'util', 'context', 'stageVariables', 'foreach', 'constructor', '__proto__'] as const;
const METHODS = [
  'path json params body urlEncode urlDecode base64Encode base64Decode parseJson escapeJavaScript',
  'length substring replaceAll replace split matches contains indexOf toString trim charAt concat join',
  'size get add addAll set remove subList put putAll keySet entrySet values equals valueOf hasOwnProperty nope',
].flatMap((line) => line.split(' '));
const PATHS = [
  '$',
  '$.a',
  '$..*',
  '$..a..b',
  '$[0]',
  "$['a','b']",
  '$.a[*].b',
  '$[?(@.a > 1)]',
  '$[?(@)]',
  '$[',
  '$...',
  '$[-1:]',
  '..',
  '',
] as const;
const PATTERNS = [
  'a',
  '[a-z]+',
  '(a+)+$',
  '(.*)*x',
  '(',
  '[',
  'x{1000}',
  '(x{30}){30}',
  '\\\\',
  '$',
  '(?<n>a)',
  '\\p{L}',
  '(?=a)',
  '',
] as const;

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

interface Grammar {
  readonly expression: string;
  readonly reference: string;
  readonly template: string;
}

export const { template: TEMPLATES } = fc.letrec<Grammar>((tie: fc.LetrecTypedTie<Grammar>) => {
  const argument = fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...PATHS, ...PATTERNS).map(quoted),
    fc.integer({ min: -3, max: 2 ** 40 }).map(String),
    fc.constantFrom('true', 'false', '2.5', '.5', '1e3', '[]', '{}', '"$a$b"', '"$a#if($b)x#end"', '99999999999999999999'),
    tie('reference'),
    fc.tuple(tie('reference'), tie('reference')).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('reference'), tie('reference')).map(([key, value]) => `{${key}: ${value}, "k": 1}`),
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 100_000 })).map(([from, to]) => `[${from}..${to}]`),
  );
  const step = fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', 'key', 'value', 'count', 'parent', 'topmost', 'empty', 'X-Amz-Target').map((name) => `.${name}`),
    fc.tuple(fc.constantFrom(...METHODS), fc.array(argument, { maxLength: 3 })).map(([name, args]) => `.${name}(${args.join(', ')})`),
    argument.map((index) => `[${index}]`),
  );
  return {
    reference: fc
      .tuple(fc.constantFrom('$', '$!', '${', '$!{'), fc.constantFrom(...NAMES), fc.array(step, { maxLength: 3, depthIdentifier: 'step' }))
      .map(([open, name, steps]) => `${open}${name}${steps.join('')}${open.endsWith('{') ? '}' : ''}`),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      argument,
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', 'and', 'or'),
          tie('expression'),
        )
        .map((parts) => parts.join(' ')),
      tie('expression').map((inside) => `(${inside})`),
      tie('expression').map((inside) => `!${inside}`),
    ),
    template: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'text ',
        '\n',
        '  ',
        '\\',
        '\\\\',
        '## c\n',
        '#* c *#',
        '#[[ $a ]]#',
        '$',
        '#',
        '{"k": ',
        '#stop',
        '#break',
        '#foo($a)',
      ),
      tie('reference'),
      fc
        .tuple(fc.constantFrom('$a', '$b', '$a.b', '$b[0]', '$context.x', '${a}'), tie('expression'))
        .map(([to, from]) => `#set(${to} = ${from})`),
      fc.tuple(tie('expression'), tie('template'), tie('template')).map(([test, then, other]) => `#if(${test})${then}#{else}${other}#end`),
      fc.tuple(argument, tie('template')).map(([list, body]) => `#foreach($item in ${list})${body}#end`),
      fc.tuple(fc.constantFrom('$a', '$b'), tie('template')).map(([name, body]) => `#define(${name})${body}#end`),
      fc.array(tie('template'), { maxLength: 6, depthIdentifier: 'block' }).map((parts) => parts.join('')),
    ),
  };
});

/** A template as it is, or with a piece cut out, doubled or strewn in. */
export const BROKEN_TEMPLATES = fc
  .tuple(
    TEMPLATES,
    fc.nat(),
    fc.nat(20),
    fc.constantFrom('', '#end', '"', "'", ')', ']', '}', '(', '[', '{', '$', '\\', '#', '..', '*#', '\0', '\ud800'),
  )
  .map(([template, at, length, piece]) => {
    const from = at % (template.length + 1);
    return template.slice(0, from) + piece + template.slice(from + length);
  });

export const PAYLOADS = fc.oneof(
  fc.json({ depthSize: 'medium', maxDepth: 6 }),
  fc.json().map((json) => json.slice(0, -1)),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', "'", 'a', '1', '\\', '\\u', ' ', '\n', 'null', '1e9', '-'), { maxLength: 30 })
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    '{"a":1e999,"b":12345678901234567890}',
    '{"__proto__":{"a":1},"constructor":2}',
    `${'['.repeat(5_000)}`,
    `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
  ),
);

export const VARIABLES = fc.record({ a: fc.jsonValue({ maxDepth: 3 }), b: fc.jsonValue({ maxDepth: 3 }) });
