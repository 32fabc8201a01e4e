import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTemplate, type TemplateWorld } from '../../../../shared/gateway/template/render-template.ts';
import { fromJson, type Value } from '../../../../shared/gateway/template/values.ts';

const NOTHING: TemplateWorld = { payload: '', params: { path: {}, querystring: {}, header: {} }, context: new Map(), stageVariables: {} };

const render = (template: string, world: Partial<TemplateWorld> = {}, variables: Readonly<Record<string, unknown>> = {}): string => {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return `SYNTAX ${compiled.failure.at?.line}:${compiled.failure.at?.column}`;
  const rendered = compiled.value.render({ ...NOTHING, ...world }, variables);
  return rendered.ok ? rendered.value : `FAILS ${rendered.failure.kind}`;
};

describe('what AWS was recorded to print', () => {
  test.each([
    ['VT-1 an undefined reference prints nothing, quiet or not', 'a $missing b $!missing c', 'a  b  c'],
    ['VT-1 a dollar sign in front of a space stays', 'costs $ 5', 'costs $ 5'],
    ['VT-2 undefined is true', '#if($missing)yes#end', 'yes'],
    ['VT-2 the negation of undefined is false', '#if(!$missing)yes#{else}no#end', 'no'],
    ['VT-3 undefined equals the empty text and null', '#if($missing == "")a#end#if($missing == $other)b#end', 'ab'],
    ['VT-4 single quotes are literal', "#set($a = '$b')$a", '$b'],
    ['VT-4 a doubled quote is one quote', '#set($a = "say ""hi""")$a', 'say "hi"'],
    ['VT-4 a backslash is no escape in a string', '#set($a = "\\n")$a', '\\n'],
    ['VT-5 an escaped quote does not parse', '#set($a = "\\"x\\"")$a', 'SYNTAX 1:14'],
    ['VT-6 an escaped reference prints itself', '#set($a = 1)\\$a \\\\$a', '$a \\1'],
    ['VT-6 an escaped directive prints itself', '\\#end', '#end'],
    ['VT-7 a hyphen belongs to the name', '#set($a = 1)#set($b = 2)$a-$b ${a}-$b', '2 1-2'],
    ['VT-8 arithmetic comes before comparison', '#set($a = 4 > 2 + 5)$a', 'false'],
    ['VT-8 division of integers is whole, of doubles is not', '#set($a = 7 / 2)#set($b = 100.0 / 50)$a $b', '3 2.0'],
    ['VT-9 ranges run both ways', '#foreach($i in [2..-1])$i,#end', '2,1,0,-1,'],
    ['VT-10 maps and lists print as Java prints them', "#set($m = {'a': [1, 2]})$m", '{a=[1, 2]}'],
    ['VT-11 the loop variable is restored', '#set($i = "x")#foreach($i in [1, 2])$i#end$i', '12x'],
    ['VT-11 a loop over something missing runs never', '#foreach($i in $missing)x#end', ''],
    ['VT-12 a block is rendered anew at each use', '#define($b)$a#end#set($a = 1)$b#set($a = 2)$b', '12'],
    ['VT-12 #stop ends the output', 'a#stop b', 'a'],
    ['VT-13 a macro body vanishes and its call prints as text', '#macro(m $a)x$a#end#m(1)', '#m(1)'],
    ['VT-14 a directive alone on its line eats the line', '#if(true)\nx\n#end\ny', 'x\ny'],
    ['VT-15 put prints the old value', "#set($m = {'k': 'old'})$m.put('k', 'new') $m.k", 'old new'],
    ['VT-16 a lone dollar sign at the end does not parse', 'Hello $', 'SYNTAX 1:7'],
    ['IN-1 an empty payload is {}', '$input.body', '{}'],
  ])('%s', (_, template, expected) => {
    expect(render(template)).toBe(expected);
  });

  test('IN-2 objects print Java style, a list at any depth prints as JSON', () => {
    expect(render("$input.path('$')", { payload: '{"foo":[{"nested":"bar"}],"n":null}' })).toBe('{foo=[{"nested":"bar"}], n=null}');
  });

  test('IN-3 $input.json keeps the quotes of a text', () => {
    expect(render("$input.json('$.a')", { payload: '{"a":"b"}' })).toBe('"b"');
  });

  test('IN-4 bare text parses as a text, and only a document can fail', () => {
    expect(render("$input.json('$')", { payload: 'a=b' })).toBe('"a=b"');
    expect(render("$input.path('$')", { payload: '{a' })).toBe('FAILS payload');
  });

  test('IN-5 $input.params looks into path, query string and header, in this order', () => {
    const params = { path: { id: 'p' }, querystring: { id: 'q', page: '2' }, header: { Host: 'h' } };
    expect(render("$input.params('id') $input.params('page') $input.params().header.Host", { params })).toBe('p 2 h');
  });

  test('$util.escapeJavaScript turns an apostrophe into what is no JSON, and replaceAll repairs it', () => {
    const payload = '{"a":"it\'s"}';
    expect(render("$util.escapeJavaScript($input.path('$.a'))", { payload })).toBe("it\\'s");
    expect(render('$util.escapeJavaScript($input.path(\'$.a\')).replaceAll("\\\\\'","\'")', { payload })).toBe("it's");
  });

  test('an override is written into $context', () => {
    const context = new Map<string, Value>([['responseOverride', fromJson({ header: {} })]]);
    render('#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Tea = "yes")', { context });
    expect(context.get('responseOverride')).toEqual(
      new Map<string, Value>([
        ['header', new Map([['X-Tea', 'yes']])],
        ['status', 418],
      ]),
    );
  });
});

describe('bounds', () => {
  test('a loop ends after 1,000 rounds', () => {
    expect(render('#foreach($i in [1..5000])x#end')).toHaveLength(1000);
  });

  test('nested loops run out of steps instead of time', () => {
    expect(render('#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end')).toBe('FAILS limit');
  });

  test('doubling a text runs out of output instead of memory', () => {
    expect(render(`#set($a = "xxxxxxxxxx")${'#set($a = "$a$a$a$a$a$a$a$a$a$a")'.repeat(12)}`)).toBe('FAILS limit');
  });

  test('deep nesting is a syntax failure, not an overflow', () => {
    expect(render(`#set($a = ${'['.repeat(5000)})`)).toMatch(/^SYNTAX/);
    expect(render('#if(true)'.repeat(5000))).toMatch(/^SYNTAX/);
  });

  test('every failure is a typed one, whatever the text', () => {
    const piece = fc.constantFrom(
      '$',
      '#',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
      '\\',
      '$a',
      '${a',
      '#if(',
      '#foreach($i in ',
      '#set($a=',
      '#end',
      '#else',
      '..',
      '.b',
      '.c(',
      ' ',
      '\n',
      '1',
      '!',
      '==',
      '-',
      ',',
      ':',
      'x',
      '##',
      '#*',
      '*#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const template = pieces.join('');
        expect(typeof render(template, { payload: '{"a":[1]}' }, { a: { b: [1, 'x'] } })).toBe('string');
      }),
      { numRuns: 3000 },
    );
  });
});

test.each([
  ['#set($a = "x")#foreach($i in [1..60])#set($a = $a + $a)#end'],
  ['#set($a = "x")#foreach($i in [1..60])#set($a = $a.concat($a))#end'],
  ['#set($a = "xx")#foreach($i in [1..60])#set($a = $a.replace("x", $a))#end'],
  ['#set($a = [1])#foreach($i in [1..60])$a.addAll($a)#end'],
])('what doubles at each round ends as a limit: %s', (template) => {
  expect(render(template)).toBe('FAILS limit');
});
