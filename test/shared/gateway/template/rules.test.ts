import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../../shared/gateway/place.ts';
import { replayOptions } from '../../../../shared/gateway/replay-options.ts';
import { createContext } from '../../../../shared/gateway/request-context.ts';
import { compileTemplate, type TemplateWorld } from '../../../../shared/gateway/template/render-template.ts';
import { numberOf } from '../../../../shared/gateway/template/values.ts';

const contextOf = (isCanary?: boolean) =>
  createContext({
    place: placeOf(),
    request: { method: 'POST', path: '/orders', query: [], headers: [['User-Agent', 'curl/8']], body: new Uint8Array() },
    options: replayOptions(),
    stageName: 'prod',
    deploymentId: 'd3p10y',
    isCanary,
  });

const world = (payload = '', changes: Partial<TemplateWorld> = {}): TemplateWorld => ({
  payload,
  params: { path: {}, querystring: {}, header: {} },
  context: contextOf().variables,
  stageVariables: { table: 'orders', 'two words': 'yes' },
  ...changes,
});

const render = (template: string, given = world()): string => {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return `FAILS ${compiled.failure.kind}`;
  const rendered = compiled.value.render(given);
  return rendered.ok ? rendered.value : `FAILS ${rendered.failure.kind}`;
};

describe('the language', () => {
  test.each([
    ['VT-1 a missing member prints nothing either', '#set($m = {})[$m.a][$!m.a.b][${m.c}]', '[][][]'],
    ['VT-2 only false is false', '#set($f = false)#set($e = "")#if($f)a#end#if($e)b#end#if(!$missing)c#end#if($missing)d#end', 'bd'],
    ['VT-3 undefined is not unlike the empty text', "#if($missing != '')a#{else}b#end", 'b'],
    ['VT-4 backslashes of a text print', '#set($a = "\\\\batman\\n")$a', '\\\\batman\\n'],
    ['VT-4 double quotes are interpolated', '#set($b = 1)#set($a = "[$b]")$a', '[1]'],
    ['VT-5 a quote in a variable is the way round', `#set($q = '"')#set($a = "say $q")$a`, 'say "'],
    ['VT-6 a twice escaped reference is a backslash and the value', '#set($a = 1)\\\\$a \\$a', '\\1 $a'],
    ['VT-6 a lone hash and an escaped one stay', 'a # b \\# c', 'a # b \\# c'],
    ['VT-7 braces part names at a hyphen', '#set($a = 1)#set($b = 2)$a-$b|${a}-${b}', '2|1-2'],
    ['VT-8 words are operators', '#if((1 lt 2) and (2 gt 1) and (1 le 1) and (1 ge 1) and (1 ne 2) and not (1 eq 2) or false)x#end', 'x'],
    ['VT-8 signs are operators', '#if((1 < 2) && (2 > 1) && (1 <= 1) && (1 >= 1) && (1 != 2) && !(1 == 2) || false)x#end', 'x'],
    ['VT-8 doubles without a leading digit', '#set($a = .5*.1)#set($b = 7 % 3)#set($c = 5 * 4 - 2)$a $b $c', '0.05 1 18'],
    ['VT-9 ranges of references', '#set($max = 3)#foreach($i in [0..$max])$i#end', '0123'],
    ['VT-10 nested literals over lines', '#set($m = {\n  "a": [1, {"b": 2}]\n})$m.a[1].b $m', '2 {a=[1, {b=2}]}'],
    ['VT-10 indexes by number, text and reference', '#set($i = 0)#set($m = {"a": [5, 6], "c:d": 7})$m.a[1]$m["a"][$i]$m["c:d"]', '657'],
    [
      'VT-10 assignment by name and by index',
      '#set($m = {"a": {}})#set($m.a.b = 1)#set($m["c"] = 2)#set($m.a["d:e"] = 3)$m',
      '{a={b=1, d:e=3}, c=2}',
    ],
    ['VT-10 an undefined value is an empty text', '#set($m = {"a": $missing})$m', '{a=}'],
    ['VT-10 an empty map', '#set($m = {})$m', '{}'],
    [
      'VT-11 the state of a loop',
      '#foreach($i in ["a", "b"])$foreach.count$foreach.index$foreach.hasNext$foreach.first$foreach.last;#end',
      '10truetruefalse;21falsefalsetrue;',
    ],
    ['VT-11 the old names', '#foreach($i in ["a", "b"])$velocityCount$velocityHasNext;#end', '1true;2false;'],
    [
      'VT-11 nested loops have their own',
      '#foreach($i in [1, 2])$foreach.count#foreach($j in [1, 2])$foreach.count#end$foreach.count #end',
      '1121 2122 ',
    ],
    ['VT-11 at most 1,000 rounds', '#set($n = 0)#foreach($i in [1..2000])#set($n = $n + 1)#end$n', '1000'],
    ['VT-12 a defined block is no method', '#define($x)body#end$x()', 'body()'],
    ['VT-12 #{else} and #{end}', '#if(false)a#{else}b#{end}c', 'bc'],
    ['VT-12 a line comment eats its line end', 'a## c\nb#* c\n *#d', 'abd'],
    ['VT-13 #return prints as text', '#return($x)', '#return($x)'],
    ['VT-13 #evaluate prints as text', '#evaluate("$x")', '#evaluate("$x")'],
    ['VT-14 directives alone eat their line, text beside them stays', 'a\n#if(true)\nb #if(true)c#end d\n#end\ne', 'a\nb c d\ne'],
    ['VT-15 size, contains and isEmpty of a list', '#set($l = [1, 2])$l.size() $l.contains(2) $l.isEmpty() $l.get(0)', '2 true false 1'],
    ['VT-15 add and set of a list', '#set($l = [1])$l.add(2) $l.set(0, 9) $l', 'true 1 [9, 2]'],
    [
      'VT-15 put prints the old value, nothing when there is none',
      '#set($m = {"a": 1})[$m.put("a", 2)][$m.put("b", 3)]$m',
      '[1][]{a=2, b=3}',
    ],
    ['VT-15 putAll, keySet and get of a map', '#set($m = {})#set($x = $m.putAll({"a": 1, "b": 2}))$m.keySet() $m.get("b")', '[a, b] 2'],
    [
      'VT-15 methods of a text',
      '#set($s = "hello")$s.length() $s.replaceAll("l+", "L") $s.startsWith("he") $s.contains("ell") $s.indexOf("l") $s.substring(1, 3) $s.matches("h.*") $s.toString()',
      '5 heLo true true 2 el true hello',
    ],
  ])('%s', (_, template, expected) => {
    expect(render(template)).toBe(expected);
  });

  test('VT-18 a template of more than 300 KB is refused', () => {
    expect(render('x'.repeat(307_200))).toHaveLength(307_200);
    expect(render('x'.repeat(307_201))).toBe('FAILS syntax');
  });
});

describe('$input', () => {
  test.each([
    ['IN-1 the body is a text and has no members', '[$input.body.a]', '{"a":1}', '[]'],
    ['IN-1 an empty payload is {}', "$input.body $input.json('$')", '', '{} {}'],
    ['IN-2 an object prints as Java prints it', "$input.path('$')", '{"a":"x","b":{"c":1}}', '{a=x, b={c=1}}'],
    ['IN-2 a list prints as JSON, also inside', "$input.path('$.l')$input.path('$')", '{"l":[{"a":"b"}]}', '[{"a":"b"}]{l=[{"a":"b"}]}'],
    ['IN-2 what is missing prints nothing, an empty list []', "[$input.path('$.x')]$input.path('$.l')", '{"l":[]}', '[][]'],
    ['IN-3 JSON keeps its quotes', "$input.json('$.a') $input.json('$.b')", '{"a":"x","b":{"c":[1,2.0]}}', '"x" {"c":[1,2.0]}'],
    ['IN-4 bare text is a text', "$input.json('$')", 'a=b', '"a=b"'],
    ['IN-4 a broken document fails', "$input.json('$')", '{"a"', 'FAILS payload'],
  ])('%s', (_, template, payload, expected) => {
    expect(render(template, world(payload))).toBe(expected);
  });

  test('IN-5 params looks into path, query string and header; without a name it is a map', () => {
    const params = { path: { id: 'p' }, querystring: { id: 'q', page: '2' }, header: { id: 'h', Host: 'x', 'X-Id': 'y' } };
    const template =
      "$input.params('id') $input.params('page') $input.params('Host') $input.params().header.get('X-Id') $input.params().path.id";
    expect(render(template, world('', { params }))).toBe('p 2 x y p');
    expect(render('[$input.params("none")]#foreach($k in $input.params().keySet())$k #end', world('', { params }))).toBe(
      '[]path querystring header ',
    );
  });

  test('what a template puts into the payload is there when it reads the payload again', () => {
    const template = `#set($body = $input.path('$'))#set($body.url = "/things/$body.id")$input.json('$')`;
    expect(render(template, world('{"id":7}'))).toBe('{"id":7,"url":"/things/7"}');
  });

  test('whole numbers keep every digit', () => {
    expect(render("$input.path('$.id') $input.json('$')", world('{"id":12345678901234567890}'))).toBe(
      '12345678901234567890 {"id":12345678901234567890}',
    );
  });
});

describe('$util', () => {
  test.each([
    [
      'urlEncode writes a blank as + and nothing for null',
      '$util.urlEncode("a b&c=ä*") [$util.urlEncode($missing)]',
      'a+b%26c%3D%C3%A4* []',
    ],
    ['urlDecode reads it', '$util.urlDecode("a+b%26c")', 'a b&c'],
    ['base64Encode and base64Decode', '$util.base64Encode("héllo") $util.base64Decode("aMOpbGxv")', 'aMOpbGxv héllo'],
    ['base64Decode garbles bytes that are no text', '$util.base64Decode("/9j/").length()', '3'],
    ['parseJson gives what $input.path gives', `#set($o = $util.parseJson('{"a":[1,{"b":2}]}'))$o.a[1].b $o`, '2 {a=[1,{"b":2}]}'],
    ['escapeJavaScript turns an apostrophe into what is no JSON', `$util.escapeJavaScript('a"b''c')`, 'a\\"b\\\'c'],
    ['replaceAll repairs it', `$util.escapeJavaScript('it''s').replaceAll("\\\\'", "'")`, "it's"],
  ])('%s', (_, template, expected) => {
    expect(render(template)).toBe(expected);
  });
});

describe('$context and $stageVariables', () => {
  test('the keys of $context stand in the order of AWS', () => {
    expect(render('#foreach($key in $context.keySet())$key #end').trim().split(' ')).toEqual([
      'resourceId',
      'resourcePath',
      'httpMethod',
      'extendedRequestId',
      'requestTime',
      'path',
      'accountId',
      'protocol',
      'requestOverride',
      'stage',
      'domainPrefix',
      'requestTimeEpoch',
      'requestId',
      'identity',
      'domainName',
      'deploymentId',
      'responseOverride',
      'apiId',
    ]);
  });

  test('the keys of $context.identity stand in the order of AWS, and maps of $context print empty', () => {
    expect(render('[$context.identity][$context.requestOverride][$context.responseOverride]')).toBe('[][][]');
    expect(render('#foreach($key in $context.identity.keySet())$key #end').trim().split(' ')).toEqual([
      'cognitoIdentityPoolId',
      'accountId',
      'cognitoIdentityId',
      'caller',
      'sourceIp',
      'principalOrgId',
      'accessKey',
      'cognitoAuthenticationType',
      'cognitoAuthenticationProvider',
      'userArn',
      'userAgent',
      'user',
    ]);
  });

  test('$context.isCanaryRequest prints true or false', () => {
    expect(render('$context.isCanaryRequest', world('', { context: contextOf(true).variables }))).toBe('true');
    expect(render('$context.isCanaryRequest', world('', { context: contextOf(false).variables }))).toBe('false');
  });

  test('maps of $context are read by index as well', () => {
    expect(render("$context.identity['sourceIp'] $context['stage']")).toBe('192.0.2.1 prod');
  });

  test('stage variables are read by name and by index', () => {
    expect(render("$stageVariables.table $stageVariables['table'] ${stageVariables['two words']}")).toBe('orders orders yes');
  });
});

describe('overrides', () => {
  test('OV a template writes headers, path and query string, the other template reads them', () => {
    const context = contextOf();
    const first =
      '#set($context.requestOverride.header.X-Amz-Target = "T")#set($context.requestOverride.path.id = 4)#set($context.requestOverride.querystring["a b"] = "c")';
    render(first, world('', { context: context.variables }));
    expect(Object.values(context.requestOverride).map(({ entries }) => [...entries])).toEqual([
      [['X-Amz-Target', 'T']],
      [['id', 4]],
      [['a b', 'c']],
    ]);
    expect(render('$context.requestOverride.header.X-Amz-Target', world('', { context: context.variables }))).toBe('T');
  });

  test('OV the response is overridden from the request template too, and other keys survive', () => {
    const context = contextOf();
    const template =
      '#set($context.responseOverride.status = 202)#set($context.responseOverride.header.foo = "bar")#set($context.responseOverride.custom = "kept")';
    render(template, world('', { context: context.variables }));
    expect(numberOf(context.responseOverride.self.entries.get('status'))).toBe(202);
    expect([...context.responseOverride.header.entries]).toEqual([['foo', 'bar']]);
    expect(render('$context.responseOverride.custom', world('', { context: context.variables }))).toBe('kept');
  });

  test('VT-17 one parameter overridden twice by one template fails, by the next template it does not', () => {
    const context = contextOf();
    const given = world('', { context: context.variables });
    expect(render('#set($context.responseOverride.status = 200)#set($context.responseOverride.status = 201)', given)).toBe(
      'FAILS evaluation',
    );
    context.beginTemplate();
    expect(render('#set($context.responseOverride.status = 202)ok', given)).toBe('ok');
  });
});
