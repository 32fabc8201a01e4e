import { err, ok, type Result } from '../lib/result.ts';
import type { AlarmRefusal, AlarmStateChange, AlarmTarget } from '../model/alarm.ts';
import { overFor } from './alarm-over.ts';
import type { AlarmPorts, Enqueue, PortFailure } from './alarm-ports.ts';
import { requestFor } from './diagnosis-request.ts';
import { isHome, outOfReach, type Reach } from './reach.ts';
import { resolveChildren } from './resolve-children.ts';

/** `failed`: to be tried again; what was queued is not queued twice then. */
export type StartOutcome =
  | { readonly kind: 'queued' | 'repeated'; readonly incident: string }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * A transition into ALARM starts an incident, one into OK may end some. A composite alarm whose actions were held back until now has not been
 * heard before.
 */
const refuse = (change: AlarmStateChange, reach: Reach | undefined): AlarmRefusal | undefined => {
  const { alarmName, kind, state, previousState, actionsSuppressed } = change;
  const ignored = (reason: string): AlarmRefusal => ({ reason: `Alarm "${alarmName}" is ignored: ${reason}.` });
  if (state === 'INSUFFICIENT_DATA') return ignored('it has too little data to say anything');
  if (state === 'ALARM' && actionsSuppressed === 'now') return ignored('its actions are suppressed at present');
  if (state === 'ALARM' && previousState === 'ALARM' && actionsSuppressed !== 'until-now') return ignored('it was in ALARM already');
  const obstacle = reach && outOfReach(change, reach);
  if (obstacle !== undefined) return ignored(obstacle);
  if (kind === 'composite' && reach && !isHome(change, reach)) {
    return ignored(
      'it is a composite alarm of another account or Region, and those are only followed at home; send the alarms it is made of',
    );
  }
  return undefined;
};

type Aim = Pick<AlarmStateChange, 'targets' | 'evaluatedSeconds'>;

const aimOf = async (ports: AlarmPorts, change: AlarmStateChange): Promise<Result<Aim, StartOutcome>> => {
  if (change.kind !== 'composite') return ok(change);
  const resolved = await resolveChildren(ports.describeAlarms, change.children);
  if (!resolved.ok) return err({ kind: 'failed', reason: `Alarm "${change.alarmName}": ${resolved.failure.reason}` });
  const { targets, passedOver } = resolved.value;
  if (targets.length > 0) return ok(resolved.value);
  const why = passedOver.length > 0 ? passedOver.slice(0, 5).join('; ') : 'no such alarm exists';
  return err({ kind: 'ignored', reason: `Alarm "${change.alarmName}" is ignored: none of its children watches an API (${why}).` });
};

const queue = async (ports: AlarmPorts, incident: string, message: Parameters<Enqueue>[0]): Promise<StartOutcome> => {
  const claimed = await ports.once<PortFailure>(incident, () => ports.enqueue(message));
  if (claimed.ok) return { kind: claimed.value === 'done' ? 'queued' : 'repeated', incident };
  const reason = 'kind' in claimed.failure ? 'another invocation is just queueing it' : claimed.failure.reason;
  return { kind: 'failed', reason: `Incident ${incident}: ${reason}` };
};

const start = (ports: AlarmPorts, change: AlarmStateChange, target: AlarmTarget): Promise<StartOutcome> => {
  const request = requestFor(change, target);
  return queue(ports, request.incident, request);
};

/** Alarm → one request on the queue for each API and stage it speaks of, once however often the alarm is delivered. */
export const startIncident = async (ports: AlarmPorts, change: AlarmStateChange, reach?: Reach): Promise<readonly StartOutcome[]> => {
  const refusal = refuse(change, reach);
  if (refusal) return [{ kind: 'ignored', ...refusal }];
  if (change.state === 'OK') return [await queue(ports, `${change.alarmArn} ${change.at.toISOString()} OK`, overFor(change))];
  const aim = await aimOf(ports, change);
  if (!aim.ok) return [aim.failure];
  const { targets, evaluatedSeconds } = aim.value;
  const changeWithAim = { ...change, ...(evaluatedSeconds !== undefined && { evaluatedSeconds }) };
  return Promise.all(targets.map((target) => start(ports, changeWithAim, target)));
};
