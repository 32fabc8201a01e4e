import type { MetricStore } from '../metric-store.ts';
import { type AlarmState, asEventBridge, asLambdaAction, asSns, type EvaluatedAlarm, type Transition } from './alarm-events.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';

/** Whoever is invoked when an alarm changes: a topic's subscriber, a function, a rule of the event bus. */
export type AlarmTarget = (event: unknown) => Promise<unknown>;

export interface AlarmsOptions {
  /** Their states are written back into the array, where DescribeAlarms reads them. */
  readonly alarms: EvaluatedAlarm[];
  readonly metrics: MetricStore;
  /**
   * By ARN. A topic and a function are invoked by the alarms whose actions name them; an event bus hears of every change, named or not,
   * as on AWS. An action without a target here goes nowhere.
   */
  readonly targets: Readonly<Record<string, AlarmTarget>>;
}

export interface Alarms {
  /** Every change so far. */
  readonly transitions: readonly Transition[];
  /** What the lab does at the end of every period; a caller with a clock of its own may do it too. */
  readonly evaluate: (now: Date) => Promise<void>;
  /** Waits for deliveries under way; rejects when one has failed. */
  readonly stop: () => Promise<void>;
}

type Deliver = (transition: Transition, arn: string) => unknown;

/** How a target of a service is told. */
const DELIVERIES: Readonly<Record<string, Deliver>> = {
  events: asEventBridge,
  lambda: asLambdaAction,
  sns: asSns,
};

const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

const ACTIONS: Readonly<Record<AlarmState, (alarm: EvaluatedAlarm) => readonly string[]>> = {
  ALARM: ({ AlarmActions = [] }) => AlarmActions,
  OK: ({ OKActions = [] }) => OKActions,
  INSUFFICIENT_DATA: ({ InsufficientDataActions = [] }) => InsufficientDataActions,
};

const CHECKS_PER_PERIOD = 4;

/** Plays CloudWatch's alarms: evaluates each when a period is over, and tells whoever its actions name, once per change of state. */
export const startAlarms = ({ alarms, metrics, targets }: AlarmsOptions): Alarms => {
  const transitions: Transition[] = [];

  const deliver = async (transition: Transition): Promise<void> => {
    const named = ACTIONS[transition.to](transition.alarm);
    const told = Object.entries(targets).filter(([arn]) => named.includes(arn) || serviceOf(arn) === 'events');
    await Promise.all(told.map(async ([arn, target]) => target(DELIVERIES[serviceOf(arn)]?.(transition, arn))));
  };

  /** The state is written before anybody is told: an evaluation that begins meanwhile finds no change. */
  const change = (index: number, alarm: EvaluatedAlarm, now: Date): Transition | undefined => {
    const from = alarm.StateValue ?? 'INSUFFICIENT_DATA';
    const { state: to, datapoints, startedAt } = evaluateAlarm(alarm, from, now, metrics);
    if (to === from) return undefined;
    const transition = { alarm, from, to, at: now, datapoints, startedAt };
    transitions.push(transition);
    alarms[index] = { ...alarm, StateValue: to, StateUpdatedTimestamp: now };
    return transition;
  };

  const evaluate = async (now: Date): Promise<void> => {
    const changes = alarms.map((alarm, index) => change(index, alarm, now)).filter((one) => one !== undefined);
    await Promise.all(changes.map(deliver));
  };

  const shortest = Math.min(60, ...alarms.map(({ Period }) => Period));
  const failures: unknown[] = [];
  let last = Promise.resolve();
  const check = async (before: Promise<void>): Promise<void> => {
    await Promise.all([before, evaluate(new Date())]).catch((error: unknown) => failures.push(error));
  };
  const timer = setInterval(
    () => {
      last = check(last);
    },
    (shortest * 1000) / CHECKS_PER_PERIOD,
  );
  return {
    transitions,
    evaluate,
    stop: async () => {
      clearInterval(timer);
      await last;
      if (failures.length > 0) throw new AggregateError(failures, 'An alarm could not be delivered');
    },
  };
};
