import { openGate } from '../../shared/diagnosis/collect/budget.ts';
import { sampleFailures } from '../../shared/diagnosis/collect/sample-failures.ts';
import type { LogEvent } from '../../shared/diagnosis/collect-ports.ts';
import type { Budget, CollectQuery } from '../../shared/diagnosis/collect-query.ts';
import { type FakeOptions, type FakeWorld, fakeAws } from './fake-aws.ts';
import { API_ID, BUDGET, failedRequest, ordersWorld, QUERY, stage } from './orders-world.ts';

/** What is sampled from an execution log of these lines, with all that was asked for it. */
export const sample = async (
  events: readonly LogEvent[],
  {
    query = QUERY,
    settings = stage(),
    options,
    budget = BUDGET,
    world = {},
  }: { query?: CollectQuery; settings?: Readonly<Record<string, unknown>>; options?: FakeOptions; budget?: Budget; world?: FakeWorld } = {},
) => {
  const aws = fakeAws(ordersWorld(events, world), options);
  const gate = openGate(aws.ports, budget);
  const target = { kind: 'REST', id: API_ID, name: 'orders', api: {}, stage: 'prod', settings } as const;
  const sampled = await sampleFailures(gate, target, query);
  return {
    ...sampled,
    gaps: gate.gaps(),
    filters: aws.calls.filter(({ name }) => name === 'logs:FilterLogEvents').map(({ input }) => input),
    calls: aws.calls,
    sleeps: aws.sleeps,
  };
};

/** So many requests that failed alike. */
export const many = (count: number, more: Partial<Parameters<typeof failedRequest>[0]> = {}, start = 0): readonly LogEvent[] =>
  Array.from({ length: count }, (_, index) => failedRequest({ ...more, index: start + index })).flat();
