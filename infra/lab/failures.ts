import type { ServiceFailure } from './wire.ts';

/** A refusal to order: throttling, a missing permission, a fault of the service. */
export interface InjectedFailure {
  /** As IAM spells it: `apigateway`, `logs`, `cloudwatch`, `sns` …; apigatewayv2 has its own name here. */
  readonly service: string;
  /** `*`: any operation. */
  readonly operation: string;
  /** How many calls in a row; absent: every one. */
  readonly times?: number;
  readonly status: number;
  readonly code: string;
  readonly message?: string;
}

export interface FailurePlan {
  readonly add: (failure: InjectedFailure) => void;
  /** The failure that this call is to meet, if one was ordered. */
  readonly next: (service: string, operation: string) => ServiceFailure | undefined;
}

export const failurePlan = (): FailurePlan => {
  const orders: { failure: InjectedFailure; left: number }[] = [];
  return {
    add: (failure) => void orders.push({ failure, left: failure.times ?? Number.POSITIVE_INFINITY }),
    next: (service, operation) => {
      const order = orders.find(
        ({ failure, left }) => left > 0 && failure.service === service && (failure.operation === '*' || failure.operation === operation),
      );
      if (!order) return undefined;
      order.left -= 1;
      const { status, code, message = `${code} (ordered by a test)` } = order.failure;
      return { status, code, message };
    },
  };
};
