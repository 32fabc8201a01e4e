import type { Result } from '../../lib/result.ts';
import type { ChannelName, Channels, DeliveryFailure, SendSlack } from '../channels.ts';
import type { Once } from '../once.ts';
import type { RouteFacts } from '../route.ts';
import { applyEvent } from './apply-event.ts';
import type { IncidentRecord } from './incident-record.ts';
import type { LifeStore } from './life-store.ts';
import { faceOf, isMuted, owed, type Tell, unheard } from './owed.ts';
import { cardReport, lifeReport, slackReport, snsReport } from './render-incident.ts';
import { transition } from './transition.ts';

export interface Delivery {
  readonly channel: ChannelName;
  /** `repeated`: an earlier attempt has told it. `left-out`: Slack has no time for new figures; a later message shows them. */
  readonly outcome: { readonly kind: 'sent'; readonly tell: Tell } | { readonly kind: 'repeated' | 'left-out' } | DeliveryFailure;
}

export interface TellPorts {
  readonly once: Once;
  /** Whom an incident of these facts goes to. */
  readonly channels: (facts: RouteFacts) => Channels;
  readonly incidents: LifeStore;
  /** Whether somebody listens when a button is pressed. */
  readonly hasButtons?: boolean;
  readonly now: () => Date;
}

/** Longer than Slack may take for a message and its thread. */
const LEASE_MS = 60_000;
const MOST_ROUNDS = 10;

/** Should the worker that is at it die, somebody has to come back for these. */
const MUST_BE_HEARD: ReadonlySet<Tell> = new Set(['post', 'close']);

/** A channel that asks to wait has not taken the message; one that fails may have. */
const isUnsure = (failure: DeliveryFailure): boolean => failure.kind === 'temporary' && failure.retryAfterSeconds === undefined;

const trouble = (error: unknown): DeliveryFailure => ({
  kind: 'temporary',
  reason: `No claim: ${error instanceof Error ? error.message : String(error)}`,
});

/** One worker tells at a time. What the others count meanwhile is owed when it is done, and told in the next round. */
const slackRound = async (ports: TellPorts, send: SendSlack, key: string): Promise<Delivery['outcome'] | undefined> => {
  const { incidents, now } = ports;
  const read = () => incidents.lastOf(key);
  const found = await read();
  const tell = found ? owed(found, now()) : 'nothing';
  if (found && tell === 'nothing' && MUST_BE_HEARD.has(unheard(found, now())))
    return { kind: 'temporary', reason: 'Another invocation is just telling it' };
  if (!found || tell === 'nothing') return undefined;
  const until = new Date(now().getTime() + LEASE_MS).toISOString();
  const { record } = transition(found, { kind: 'telling', until }, now());
  if (!record || (await incidents.put(record, found.version)) === 'lost') return { kind: 'repeated' };

  const report = slackReport(record, tell, {
    died: found.telling !== undefined,
    hasButtons: ports.hasButtons ?? false,
  });
  const sent: Result<IncidentRecord['place'], DeliveryFailure> = report ? await send(report) : { ok: true, value: undefined };
  if (sent.ok) {
    const place = sent.value ?? record.place;
    await applyEvent(incidents, read, { kind: 'told', shown: faceOf(record), ...(place && { place }) }, now());
    return { kind: 'sent', tell };
  }
  const unsure = isUnsure(sent.failure) && { unsure: now().toISOString() };
  await applyEvent(incidents, read, { kind: 'not-told', ...unsure }, now());
  return tell === 'update' && sent.failure.kind === 'temporary' ? { kind: 'left-out' } : sent.failure;
};

const tellSlack = async (ports: TellPorts, send: SendSlack, key: string): Promise<Delivery['outcome']> => {
  let told: Delivery['outcome'] = { kind: 'repeated' };
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const outcome = await slackRound(ports, send, key);
      if (!outcome) return told;
      if (outcome.kind === 'left-out') return told.kind === 'sent' ? told : outcome;
      if ('reason' in outcome) return outcome;
      if (outcome.kind === 'sent' && told.kind !== 'sent') told = outcome;
    }
    return told;
  } catch (error) {
    return trouble(error);
  }
};

/** Machines and mailboxes hear of the beginning and of the end. */
const announce = async (
  ports: TellPorts,
  record: IncidentRecord,
  channel: Exclude<ChannelName, 'slack'>,
  send: () => Promise<Result<unknown, DeliveryFailure>>,
): Promise<Delivery['outcome']> => {
  try {
    const occasion = record.state === 'closed' ? `closed ${record.closedAt}` : 'open';
    const told = await ports.once<DeliveryFailure>(`${record.id} ${occasion} ${channel}`, send);
    if (told.ok) return told.value === 'done' ? { kind: 'sent', tell: record.state === 'closed' ? 'close' : 'post' } : { kind: 'repeated' };
    return told.failure.kind === 'in-progress' ? { kind: 'temporary', reason: 'Another invocation is just telling it' } : told.failure;
  } catch (error) {
    return trouble(error);
  }
};

/** Tells every channel what it has not heard of an incident, independent of the others. */
export const tellIncident = async (ports: TellPorts, key: string): Promise<readonly Delivery[]> => {
  const record = await ports.incidents.lastOf(key);
  if (!record) return [];
  const { slack, sns, card, eventbridge } = ports.channels({ ...record.target, ...(record.tags && { tags: record.tags }) });
  const isSilent = isMuted(record, ports.now());
  const asCard = cardReport(record);
  const telling: readonly (false | undefined | readonly [ChannelName, Promise<Delivery['outcome']>])[] = [
    slack && ['slack', tellSlack(ports, slack, key)],
    !isSilent && sns && ['sns', announce(ports, record, 'sns', () => sns(snsReport(record)))],
    !isSilent && card && asCard && ['card', announce(ports, record, 'card', () => card(asCard))],
    !isSilent && eventbridge && ['eventbridge', announce(ports, record, 'eventbridge', () => eventbridge(lifeReport(record)))],
  ];
  return Promise.all(telling.flatMap((one) => (one ? [one[1].then((outcome) => ({ channel: one[0], outcome }))] : [])));
};
