import { compileTemplate } from '../../../shared/gateway/template/render-template.ts';
import { fromJson, type Value } from '../../../shared/gateway/template/values.ts';
import { type Difference, differs } from './difference.ts';
import type { TemplateRow } from './row.ts';

const texts = (map: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));

const render = (row: TemplateRow): string | undefined => {
  const compiled = compileTemplate(row.template);
  if (!compiled.ok) return undefined;
  const body = row.input?.body;
  const params = row.input?.params ?? {};
  const rendered = compiled.value.render(
    {
      payload: typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body),
      params: { path: texts(params.path), querystring: texts(params.querystring), header: texts(params.header) },
      context: new Map<string, Value>(Object.entries(row.context ?? {}).map(([name, value]) => [name, fromJson(value)])),
      stageVariables: row.stageVariables ?? {},
    },
    row.variables,
  );
  return rendered.ok ? rendered.value : undefined;
};

export const runTemplateRow = (row: TemplateRow): Difference | undefined => {
  const text = render(row);
  return 'text' in row.expect ? differs('text', row.expect.text, text ?? 'fails') : differs('text', 'fails', text ?? 'fails');
};
