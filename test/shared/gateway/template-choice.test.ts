import { expect, test } from 'vitest';
import { chooseRequestTemplate, chooseResponseTemplate } from '../../../shared/gateway/template-choice.ts';

const json = { 'application/json': '{"j": 1}' };
const chosen = (mediaType: string, template: string) => ({ mediaType, template });

test('TC-1 the Content-Type without parameters is the key, and an absent one counts as application/json', () => {
  for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON', undefined])
    expect(chooseRequestTemplate({ requestTemplates: json }, type)).toEqual(chosen('application/json', '{"j": 1}'));
});

test('TC-2 $default serves every other type', () => {
  expect(chooseRequestTemplate({ requestTemplates: { ...json, $default: 'd' } }, 'text/plain')).toEqual(chosen('$default', 'd'));
});

test.each([
  ['WHEN_NO_MATCH', json, 'passthrough'],
  ['WHEN_NO_MATCH', {}, 'passthrough'],
  ['WHEN_NO_TEMPLATES', json, 'unsupported-media-type'],
  ['WHEN_NO_TEMPLATES', {}, 'passthrough'],
  ['NEVER', json, 'unsupported-media-type'],
  ['NEVER', {}, 'unsupported-media-type'],
] as const)('TC-3 %s with %j and another type: %s', (passthroughBehavior, requestTemplates, choice) => {
  expect(chooseRequestTemplate({ requestTemplates, passthroughBehavior }, 'text/xml')).toBe(choice);
});

test('TC-6 and TC-7 an empty template passes the body, whatever the passthrough behaviour', () => {
  const requestTemplates = { 'application/json': '', $default: 'd' };
  expect(chooseRequestTemplate({ requestTemplates, passthroughBehavior: 'NEVER' }, undefined)).toBe('passthrough');
});

test('what was not supplied stays unknown', () => {
  expect(chooseRequestTemplate({ passthroughBehavior: 'NEVER' }, 'text/xml')).toBe('unknown');
  expect(chooseRequestTemplate({ requestTemplates: json }, 'text/xml')).toBe('unknown');
  expect(chooseResponseTemplate(undefined, 'text/xml')).toBe('unknown');
});

test('TC-5 the response template goes by Accept, then application/json, then the first', () => {
  const templates = { 'text/xml': '<x/>', 'application/json': '{}' };
  expect(chooseResponseTemplate(templates, 'text/xml;q=1, text/html')).toEqual(chosen('text/xml', '<x/>'));
  expect(chooseResponseTemplate(templates, 'image/png')).toEqual(chosen('application/json', '{}'));
  expect(chooseResponseTemplate(templates, undefined)).toEqual(chosen('application/json', '{}'));
  expect(chooseResponseTemplate({ 'text/html': '<h1>' }, 'image/png')).toEqual(chosen('text/html', '<h1>'));
});

test('TC-5 and TC-6 no template, or an empty one, leaves the body unmapped', () => {
  expect(chooseResponseTemplate({}, undefined)).toBe('none');
  expect(chooseResponseTemplate({ 'application/json': '' }, undefined)).toBe('none');
});
