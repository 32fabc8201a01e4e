import { readPermissive } from './template/json-smart.ts';
import { compileTemplate } from './template/render-template.ts';
import { attempt } from './template/template-problem.ts';

/**
 * The status that a MOCK takes from its rendered request template (MO-1): the member `statusCode`, an integer number, read as permissive
 * JSON. `undefined`: there is none, and the request fails.
 */
export const mockStatusCode = (rendered: string): number | undefined => {
  const payload = attempt(() => readPermissive(rendered));
  if (!payload.ok || !(payload.value instanceof Map)) return undefined;
  const statusCode = payload.value.get('statusCode');
  return typeof statusCode === 'number' && Number.isInteger(statusCode) ? statusCode : undefined;
};

/** What a MOCK's template renders for a request without parameters and body; `undefined` when it cannot run so. */
export const renderMockTemplate = (template: string): string | undefined => {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return undefined;
  const rendered = compiled.value.render({
    payload: '',
    params: { path: {}, querystring: {}, header: {} },
    context: new Map(),
    stageVariables: {},
  });
  return rendered.ok ? rendered.value : undefined;
};
