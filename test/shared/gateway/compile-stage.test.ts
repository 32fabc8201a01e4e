import { expect, test } from 'vitest';
import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import { replay } from '../../../shared/gateway/gateway.ts';
import type { Method } from '../../../shared/model/api.ts';

const mock = (index: number): Method => ({
  path: `/items${index}/{id}`,
  verb: 'GET',
  responses: { '200': {} },
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'application/json': `${index}: $input.params('id')` } }],
  },
});

const stageOf = (count: number) => compileStage({ kind: 'REST', methods: Array.from({ length: count }, (_, index) => mock(index)) }, {});
const get = (stage: ReturnType<typeof stageOf>, path: string) =>
  replay(stage, { method: 'GET', path, headers: [], query: [], body: new Uint8Array() }, undefined);

test('an API of 3,000 methods compiles, and its last method answers', () => {
  const stage = stageOf(3_000);
  expect(get(stage, '/items2999/x').kind).toBe('answered');
});

test('a stage keeps nothing between requests', () => {
  const stage = stageOf(3);
  expect(get(stage, '/items1/x')).toEqual(get(stage, '/items1/x'));
});
