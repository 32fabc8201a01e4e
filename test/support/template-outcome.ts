import { expect } from 'vitest';
import { compileTemplate, type TemplateWorld } from '../../shared/gateway/template/render-template.ts';

export const FAILURE_KINDS = ['syntax', 'evaluation', 'limit', 'payload'];

/** Renders, and tells by name what came of it; an exception is a bug and goes through. */
export const templateOutcome = (template: string, payload: string, variables: Readonly<Record<string, unknown>> = {}): string => {
  const world: TemplateWorld = {
    payload,
    params: { path: { id: '1' }, querystring: { q: payload.slice(0, 20) }, header: {} },
    context: new Map(),
    stageVariables: { env: 'test' },
  };
  const compiled = compileTemplate(template);
  const rendered = compiled.ok ? compiled.value.render(world, variables) : compiled;
  if (rendered.ok) {
    expect(typeof rendered.value).toBe('string');
    return 'rendered';
  }
  expect(FAILURE_KINDS).toContain(rendered.failure.kind);
  expect(rendered.failure.reason).not.toBe('');
  return rendered.failure.kind;
};
