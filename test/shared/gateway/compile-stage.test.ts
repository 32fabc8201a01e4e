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

const median = (run: () => unknown): number => {
  const times = Array.from({ length: 201 }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return times.toSorted((a, b) => a - b)[100] ?? 0;
};

test('an API of 3,000 methods compiles in far less than a second', () => {
  const before = performance.now();
  const stage = stageOf(3_000);
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(get(stage, '/items2999/x').kind).toBe('answered');
});

test('the time of a replay does not grow with the number of methods', () => {
  const [small, large] = [stageOf(3), stageOf(3_000)];
  for (const stage of [small, large]) for (let index = 0; index < 200; index += 1) get(stage, '/items2/x');
  expect(median(() => get(large, '/items2/x'))).toBeLessThan(5 * median(() => get(small, '/items2/x')) + 0.5);
});

test('a stage keeps nothing between requests', () => {
  const stage = stageOf(3);
  expect(get(stage, '/items1/x')).toEqual(get(stage, '/items1/x'));
});
