import { redact } from '../lib/redact.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { amazonQCard } from '../reports/amazon-q-card.ts';
import { slackDetails } from '../reports/slack-details.ts';
import { slackMessage } from '../reports/slack-message.ts';
import { snsText } from '../reports/sns-text.ts';
import { alarmUrl } from './alarm/alarm-url.ts';
import { CHANNELS, type ChannelName, type Channels, type DeliveryFailure, type Reports } from './channels.ts';
import type { DiagnosisRequest } from './diagnosis-request.ts';
import { machineReport } from './machine-report.ts';
import type { Once } from './once.ts';
import type { RouteFacts } from './route.ts';

export interface Delivery {
  readonly channel: ChannelName;
  /** `repeated`: an earlier attempt has told it. */
  readonly outcome: { readonly kind: 'sent' | 'repeated' } | DeliveryFailure;
}

export interface DeliverPorts {
  readonly once: Once;
  /** Whom a diagnosis of these facts goes to. */
  readonly channels: (facts: RouteFacts) => Channels;
}

type Rendering = { readonly [Name in ChannelName]: (request: DiagnosisRequest, diagnosis: Diagnosis) => Reports[Name] };

/** The key of an incident's thread: its cards stay together. */
const threadOf = ({ target: { account, region, apiName, apiId, stage }, verdict }: Diagnosis): string =>
  redact([account, region, apiName ?? apiId, stage, verdict].map((part) => part ?? '*').join('/'));

const RENDERING: Rendering = {
  slack: ({ alarm }, diagnosis) => {
    const url = alarmUrl(alarm.arn);
    const about = { alarmName: redact(alarm.name), ...(url !== undefined && { alarmUrl: redact(url) }) };
    return { ...slackMessage(diagnosis, about), details: slackDetails(diagnosis) };
  },
  sns: (request, diagnosis) => ({ ...snsText(diagnosis), report: machineReport(request, diagnosis) }),
  card: ({ alarm }, diagnosis) =>
    amazonQCard(diagnosis, {
      threadId: threadOf(diagnosis),
      relatedResources: [redact(alarm.arn)],
    }),
  eventbridge: machineReport,
};

const deliverTo = async <Name extends ChannelName>(
  channel: Name,
  send: NonNullable<Channels[Name]>,
  { once }: DeliverPorts,
  request: DiagnosisRequest,
  diagnosis: Diagnosis,
): Promise<Delivery> => {
  try {
    const told = await once<DeliveryFailure>(`${request.incident} ${channel}`, () => send(RENDERING[channel](request, diagnosis)));
    if (told.ok) return { channel, outcome: { kind: told.value === 'done' ? 'sent' : 'repeated' } };
    return {
      channel,
      outcome: told.failure.kind === 'in-progress' ? { kind: 'temporary', reason: 'Another invocation is just telling it' } : told.failure,
    };
  } catch (error) {
    /** The claims cannot be read or written: this channel waits, the others are not held up. */
    return { channel, outcome: { kind: 'temporary', reason: `No claim: ${error instanceof Error ? error.message : String(error)}` } };
  }
};

/** Tells every channel, each once per incident and independent of the others. */
export const deliver = async (ports: DeliverPorts, request: DiagnosisRequest, diagnosis: Diagnosis): Promise<readonly Delivery[]> => {
  const channels = ports.channels({ ...diagnosis.target, ...(diagnosis.tags && { tags: diagnosis.tags }) });
  const deliveries = CHANNELS.map((channel) => {
    const send = channels[channel];
    return send ? [deliverTo(channel, send, ports, request, diagnosis)] : [];
  });
  return Promise.all(deliveries.flat());
};
