import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTemplate, type TemplateWorld } from '../../shared/gateway/template/render-template.ts';

/** FUZZ_RUNS=10000 for the long run; the suite makes a short one. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
/** One template may take this long on a busy machine; the budget ends it far earlier. */
const MILLISECONDS_AT_MOST = 5_000;
const TIMEOUT = 60_000 + RUNS * 100;

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

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

interface Grammar {
  readonly expression: string;
  readonly reference: string;
  readonly template: string;
}

const { template: TEMPLATES } = fc.letrec<Grammar>((tie: fc.LetrecTypedTie<Grammar>) => {
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
const BROKEN = fc
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

const PAYLOADS = fc.oneof(
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

const VARIABLES = fc.record({ a: fc.jsonValue({ maxDepth: 3 }), b: fc.jsonValue({ maxDepth: 3 }) });

const KINDS = ['syntax', 'evaluation', 'limit', 'payload'];

/** Renders, and tells by name what came of it; an exception is a bug and goes through. */
const outcome = (template: string, payload: string, variables: Readonly<Record<string, unknown>> = {}): string => {
  const world: TemplateWorld = {
    payload,
    params: { path: { id: '1' }, querystring: { q: payload.slice(0, 20) }, header: {} },
    context: new Map(),
    stageVariables: { env: 'test' },
  };
  const started = performance.now();
  const compiled = compileTemplate(template);
  const rendered = compiled.ok ? compiled.value.render(world, variables) : compiled;
  expect(performance.now() - started, 'milliseconds').toBeLessThan(MILLISECONDS_AT_MOST);
  if (rendered.ok) {
    expect(typeof rendered.value).toBe('string');
    return 'rendered';
  }
  expect(KINDS).toContain(rendered.failure.kind);
  expect(rendered.failure.reason).not.toBe('');
  return rendered.failure.kind;
};

test('a template from the grammar renders or fails by name, in bounded time', { timeout: TIMEOUT }, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(TEMPLATES, PAYLOADS, VARIABLES, (template, payload, variables) => {
      const what = outcome(template, payload, variables);
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  expect(seen.get('rendered'), 'a fuzzer whose templates never render looks at nothing').toBeGreaterThan(RUNS / 10);
});

test('a broken template renders or fails by name, in bounded time', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(BROKEN, PAYLOADS, VARIABLES, (template, payload, variables) => {
      outcome(template, payload, variables);
    }),
    { numRuns: RUNS },
  );
});

test('any JSONPath on any document gives a value or fails by name', { timeout: TIMEOUT }, () => {
  const piece = fc.constantFrom(
    '.',
    '..',
    '*',
    '[',
    ']',
    "'a'",
    'a',
    'b',
    '0',
    '-1',
    ':',
    ',',
    '?(',
    '@',
    '.a',
    '==',
    '>',
    '1',
    ')',
    '"',
    ' ',
  );
  const path = fc.array(piece, { maxLength: 12 }).map((pieces) => `$${pieces.join('')}`);
  fc.assert(
    fc.property(path, PAYLOADS, fc.constantFrom('json', 'path'), (steps, payload, method) => {
      outcome(`$input.${method}(${quoted(steps)})`, payload);
    }),
    { numRuns: RUNS },
  );
});

const WIDE = `[${Array.from({ length: 50_000 }, (_, index) => `{"a":${index},"b":[1,2]}`).join(',')}]`;
const DEEP = `${'{"a":['.repeat(190)}1${']}'.repeat(190)}`;

test.for([
  { hostile: 'descents on a wide document', template: "$input.path('$..*..*..*').size()", payload: WIDE },
  { hostile: 'descents on a deep document', template: "$input.path('$..a..a..a..a..a').size()", payload: DEEP },
  {
    hostile: 'a deep document, printed a thousand times',
    template: "#foreach($i in [1..1000])$input.path('$').toString().length()#end",
    payload: DEEP,
  },
  {
    hostile: 'a wide document, printed a thousand times',
    template: "#foreach($i in [1..1000])#if($input.json('$') == '')x#end#end",
    payload: WIDE,
  },
  {
    hostile: 'a list that holds itself many times over',
    template: `#set($a = [1, 2])${'#set($a = [$a, $a])'.repeat(60)}$a.toString().length()`,
    payload: '',
  },
  {
    hostile: 'two such lists compared',
    template: `#set($a = [1])#set($b = [1])${'#set($a = [$a, $a])#set($b = [$b, $b])'.repeat(60)}#if($a == $b)x#end`,
    payload: '',
  },
  { hostile: 'a list in itself', template: '#set($a = [1])#set($b = [$a])#set($x = $a.add($b))$a', payload: '' },
  {
    hostile: 'a text that grows by replaceAll',
    template: `#set($a = "aaaaaaaaaa")${"#set($a = $a.replaceAll('a', 'aaaaaaaaaa'))".repeat(12)}$a.length()`,
    payload: '',
  },
  {
    hostile: 'a text that grows by replace',
    template: `#set($a = "aaaaaaaaaa")${'#set($a = $a.replace("a", $a))'.repeat(8)}$a.length()`,
    payload: '',
  },
  {
    hostile: 'a text that grows by join',
    template: `#set($a = "aaaaaaaaaa")${'#set($a = $a.join($a, [$a, $a, $a]))'.repeat(40)}$a.length()`,
    payload: '',
  },
  { hostile: 'a text that grows by plus', template: `#set($a = "aaaaaaaaaa")${'#set($a = $a + $a)'.repeat(60)}$a.length()`, payload: '' },
  { hostile: 'a number that is squared again and again', template: `#set($a = 99999999)${'#set($a = $a * $a)'.repeat(60)}$a`, payload: '' },
  { hostile: 'a catastrophic pattern', template: "$input.body.matches('(a+)+(a+)+(a+)+b')", payload: 'a'.repeat(1_000_000) },
  {
    hostile: 'a pattern with large counts',
    template: "$input.body.matches('(x{0,1000}y?){1}(x{0,1000})x{0,1000}z')",
    payload: 'x'.repeat(100_000),
  },
  {
    hostile: 'many patterns with large counts',
    template: '#foreach($i in [1..1000])$input.body.matches("(x{0,900}y){1}$i")#end',
    payload: 'x',
  },
  {
    hostile: 'a long text looked for in a long one',
    template: '#set($b = "b" + $input.body)$input.body.contains($b.substring(0, 1000000))',
    payload: 'a'.repeat(4_000_000),
  },
  { hostile: 'blanks in a filter', template: `$input.path("$[?(@.a == ${' '.repeat(900)}x)]")`, payload: '[{"a":1}]' },
  { hostile: 'a chain of ten thousand operators', template: `#set($a = 1${' + 1'.repeat(10_000)})`, payload: '' },
  { hostile: 'negations', template: `#if(${'!'.repeat(10_000)}true)x#end`, payload: '' },
  { hostile: 'brackets', template: `$a${'[0'.repeat(10_000)}`, payload: '' },
  { hostile: 'calls in calls', template: `$a${'.b($a'.repeat(10_000)}`, payload: '' },
  { hostile: 'texts in texts', template: `#set($a = "${'#set($b = ""$a'.repeat(2_000)}")`, payload: '' },
  {
    hostile: 'blocks that render one another',
    template: `${Array.from({ length: 3_000 }, (_, i) => `#define($d${i})$d${i + 1}$d${i + 1}#end`).join('')}$d0`,
    payload: '',
  },
  { hostile: 'three hundred kilobytes of backslashes', template: '\\'.repeat(300_000), payload: '' },
  { hostile: 'three hundred kilobytes of dollars', template: '$'.repeat(299_999), payload: '' },
  { hostile: 'three hundred kilobytes of hashes and parentheses', template: '#a('.repeat(99_000), payload: '' },
  { hostile: 'three hundred kilobytes of escaped references', template: '\\$a.b'.repeat(59_000), payload: '' },
  { hostile: 'three hundred kilobytes of references', template: '$a\n'.repeat(99_000), payload: '' },
  { hostile: 'three hundred kilobytes of blanks', template: ' '.repeat(300_000), payload: '' },
  { hostile: 'a template that is too long', template: 'x'.repeat(1_000_000), payload: '' },
  { hostile: 'megabytes of broken payload', template: "$input.json('$')", payload: `{${'a,'.repeat(2_000_000)}` },
  { hostile: 'a number of a million digits', template: "$input.json('$')", payload: `[${'9'.repeat(1_000_000)}]` },
])('$hostile', ({ template, payload }) => {
  expect(['rendered', ...KINDS]).toContain(outcome(template, payload));
});
