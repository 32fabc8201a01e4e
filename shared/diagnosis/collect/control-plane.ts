import type { Result } from '../../lib/result.ts';
import type { ApiKind } from '../../model/api.ts';
import type { Page, Raw } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import type { GateFailure } from './gate-failure.ts';

/** One API as its control plane describes it: GetRestApi, or GetApi of apigatewayv2. */
export interface FoundApi {
  readonly kind: ApiKind;
  readonly id: string;
  readonly name: string;
  readonly api: Raw;
}

/**
 * The name under which metrics know a REST API: characters outside ASCII are left out, and a name made of nothing else gives way to the
 * id (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
 */
export const metricName = ({ id, name }: Pick<FoundApi, 'id' | 'name'>): string => name.replace(/\P{ASCII}/gu, '') || id;

export const readStage = (gate: Gate, { kind, id }: FoundApi, stageName: string): Promise<Result<Raw, GateFailure>> =>
  kind === 'REST'
    ? gate.read('apigateway:GetStage', { restApiId: id, stageName })
    : gate.read('apigatewayv2:GetStage', { apiId: id, stageName });

export const readStages = (gate: Gate, { kind, id }: FoundApi): Promise<Result<readonly Raw[], GateFailure>> =>
  kind === 'REST' ? gate.read('apigateway:GetStages', { restApiId: id }) : gate.read('apigatewayv2:GetStages', { apiId: id });

export interface Pages {
  readonly items: readonly Raw[];
  /** Why the list is not complete. */
  readonly failure?: GateFailure;
}

/** A paged list up to `most` pages; a list that goes on after that is treated as spent budget. */
export const readPages = async (most: number, read: (next: string | undefined) => Promise<Result<Page, GateFailure>>): Promise<Pages> => {
  const items: Raw[] = [];
  let next: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const result = await read(next);
    if (!result.ok) return { items, failure: result.failure };
    items.push(...result.value.items);
    next = result.value.next;
    if (next === undefined) return { items };
  }
  return { items, failure: { kind: 'budget-spent', limit: 'calls' } };
};
