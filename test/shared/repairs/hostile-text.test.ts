import { parse as parseHcl } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Change } from '../../../shared/model/repair.ts';
import { cdk } from '../../../shared/repairs/cdk.ts';
import { hclString } from '../../../shared/repairs/hcl-text.ts';
import { printRepair } from '../../../shared/repairs/print-repair.ts';
import { yamlText } from '../../../shared/repairs/yaml-text.ts';
import { rest } from '../../support/every-change.ts';
import { runCdk } from '../../support/run-cdk.ts';
import { stringsIn } from '../../support/strings-in.ts';

// biome-ignore format: a list of texts
const PIECES = [
  "'", '"', '`', '\\', '\n', '\r', '\t', '\0', '\u2028', '\u0085', '\ufeff', '\u001b', '${', '$${', '%{', '%%{', '{', '}', '$', '%', '#', '//', '/*', '*/',
  ': ', '- ', '!', '&', '*', '|', '>', '<<', '=', '0o17', '1:30', 'yes', 'null', '~', '2012-10-17', '__proto__', 'expression', ' ', '  ', 'é', '😀', 'x',
  '<<EOT', 'EOT', '---', '...', '\\u0024{', '@', '?', ',', '[', ']',
];

const hostile = fc
  .oneof(
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  )
  .map((text) => text.toWellFormed());

/** Every place in which a stranger's text can stand. */
const changesOf = ([path, verb, name, text]: readonly [string, string, string, string]): readonly Change[] => [
  { kind: 'set-request-template', path: `/${path}`, verb, mediaType: name, template: text },
  {
    kind: 'put-integration-response',
    path: `/${path}`,
    verb,
    statusCode: '200',
    selectionPattern: text,
    responseTemplates: { [name]: text },
  },
  { kind: 'set-stage-variable', name, value: text },
  { kind: 'set-integration-uri', path: `/${path}`, verb, uri: text },
  { kind: 'set-gateway-response', responseType: name, responseTemplates: { [name]: text }, responseParameters: { [name]: text } },
  { kind: 'set-request-mapping', path: `/${path}`, verb, parameter: name, value: text },
  { kind: 'remove-request-mapping', path: `/${path}`, verb, parameter: text },
  { kind: 'add-binary-media-type', mediaType: text },
  { kind: 'allow-invoke', functionArn: name, sourceArn: text },
  { kind: 'allow-role-action', roleArn: name, action: name, resource: text },
];

const four = fc.tuple(hostile, hostile, hostile, hostile);

test.each(['cloudformation', 'serverless', 'openapi'] as const)('%s: no text breaks out of its place', (tool) => {
  fc.assert(
    fc.property(four, (texts) => {
      const text = printRepair(tool, changesOf(texts), { ...rest, apiName: texts[0], stage: texts[1] });
      const [one, other] = [parse(text, { version: '1.1' }), parse(text, { version: '1.2' })];
      expect(one).toEqual(other);
      const known =
        tool === 'openapi'
          ? ['paths', 'x-amazon-apigateway-gateway-responses', 'x-amazon-apigateway-binary-media-types']
          : ['Resources', 'functions', 'provider', 'resources'];
      expect(known).toEqual(expect.arrayContaining(Object.keys(one)));
      expect(stringsIn(one)).toEqual(expect.arrayContaining([texts[2], texts[3]]));
    }),
    { numRuns: 150 },
  );
});

/** The parser answers in Terraform's JSON, where what would begin a template is doubled; and Terraform has every text in NFC. */
const inJson = (text: string): string => text.normalize('NFC').replaceAll(/[$%]\{/g, (sign) => `${sign[0]}${sign}`);

test('terraform: no text breaks out of its place', async () => {
  await fc.assert(
    fc.asyncProperty(four, async (texts) => {
      const parsed = await parseHcl(
        'repair.tf',
        printRepair('terraform', changesOf(texts), { ...rest, apiName: texts[0], stage: texts[1] }),
      );
      expect(Object.keys(parsed)).toEqual(['resource']);
      expect(stringsIn(parsed)).toEqual(expect.arrayContaining([inJson(texts[3])]));
    }),
    { numRuns: 50 },
  );
});

test('cdk: no text breaks out of its place', () => {
  fc.assert(
    fc.property(four, (texts) => {
      const values = runCdk(cdk(changesOf(texts), rest));
      expect(stringsIn(values)).toEqual(expect.arrayContaining([texts[3]]));
    }),
    { numRuns: 150 },
  );
});

test('YAML text is the very text, as key and as value', () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.array(hostile), fc.dictionary(hostile, hostile))), (tree) => {
      for (const version of ['1.1', '1.2'] as const) expect(parse(yamlText(tree), { version }) ?? {}).toEqual({ ...tree });
    }),
    { numRuns: 500 },
  );
});

test('an HCL string is the very text, and begins no template', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const parsed = (await parseHcl('one.tf', `locals {\n  it = ${hclString(text)}\n}\n`)) as { locals: [{ it: string }] };
      expect(parsed.locals[0].it).toBe(inJson(text));
    }),
    { numRuns: 120 },
  );
});
