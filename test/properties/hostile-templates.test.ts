import { expect, test } from 'vitest';
import { FAILURE_KINDS, templateOutcome } from '../support/template-outcome.ts';

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
  expect(['rendered', ...FAILURE_KINDS]).toContain(templateOutcome(template, payload));
});
