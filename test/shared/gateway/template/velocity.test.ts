import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Golden, Outcome } from '../../../../infra/tools/velocity-oracle/golden.ts';
import { compileTemplate, type TemplateWorld } from '../../../../shared/gateway/template/render-template.ts';
import { ROOT } from '../../../support/repository.ts';
import { DIALECT_DIFFERENCES } from './dialect-differences.ts';

const WORLD: TemplateWorld = { payload: '', params: { path: {}, querystring: {}, header: {} }, context: new Map(), stageVariables: {} };

const FILES = globSync(`${ROOT}/test/golden/velocity/*.json`).sort();
const PAGES = FILES.map((file) => ({
  page: basename(file, '.json'),
  goldens: JSON.parse(readFileSync(file, 'utf8')) as readonly Golden[],
}));
const GOLDENS = PAGES.flatMap(({ goldens }) => goldens);

type Ours = string | { readonly fails: 'parse' | 'evaluation' };

const render = (template: string): Ours => {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return { fails: 'parse' };
  const rendered = compiled.value.render(WORLD);
  return rendered.ok ? rendered.value : { fails: 'evaluation' };
};

/** What Velocity finds only while it renders, we may find while we parse; never the other way round. */
const agrees = (ours: Ours, wanted: Outcome | Ours): boolean => {
  if (typeof ours === 'string' || typeof wanted === 'string') return ours === wanted;
  return ours.fails === 'parse' || wanted.fails === 'evaluation';
};

describe.each(PAGES)('Velocity 1.7 on $page', ({ goldens }) => {
  test.each(goldens)('$name', ({ template, stock, tuned, ours, differs }) => {
    const printed = render(template);
    const wanted = ours ?? tuned ?? stock;
    expect(printed, template).toEqual(agrees(printed, wanted) ? printed : wanted);
    if (ours !== undefined) expect(agrees(printed, tuned ?? stock), 'ours is as Velocity is: strike it out').toBe(false);
    expect(differs !== undefined, 'a difference from Velocity as it comes has a name').toBe(!agrees(printed, stock));
  });
});

test('every name of a difference stands in the table, and every entry of the table is met', () => {
  const named = new Set(GOLDENS.flatMap(({ differs }) => differs ?? []));
  expect([...named].sort()).toEqual(Object.keys(DIALECT_DIFFERENCES).sort());
});

test('there are enough templates to speak of agreement, and each has a name of its own on its page', () => {
  expect(GOLDENS.length).toBeGreaterThan(600);
  for (const { goldens } of PAGES) expect(new Set(goldens.map(({ name }) => name)).size).toBe(goldens.length);
});
