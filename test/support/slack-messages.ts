import type { ShownMessage } from '../../infra/lab/message-page.ts';
import { answerCommand } from '../../shared/diagnosis/ask/answer-command.ts';
import { answerPress } from '../../shared/diagnosis/ask/answer-press.ts';
import type { QuestionPorts } from '../../shared/diagnosis/ask/question-ports.ts';
import type { SlackPress } from '../../shared/diagnosis/ask/slack-question.ts';
import type { CollectFailure } from '../../shared/diagnosis/collect-query.ts';
import type { IncidentRecord } from '../../shared/diagnosis/life/incident-record.ts';
import { slackReport } from '../../shared/diagnosis/life/render-incident.ts';
import { readCausePage } from '../../shared/files/cause-page.ts';
import { ok } from '../../shared/lib/result.ts';
import type { CauseId, VerdictId } from '../../shared/model/cause-id.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import type { Remains } from '../../shared/reports/incident-state.ts';
import { jsonReport } from '../../shared/reports/json-report.ts';
import { slackDetails } from '../../shared/reports/slack-details.ts';
import { slackMessage } from '../../shared/reports/slack-message.ts';
import { snsText } from '../../shared/reports/sns-text.ts';
import { diagnosedAt } from './incident-events.ts';
import { memoryIncidents } from './memory-incidents.ts';

const NOW = new Date('2026-11-20T15:00:00Z');
const ID = 'abcdefghijklmnop';
const ABOUT = { alarmName: 'pet-store-5xx', alarmUrl: 'https://eu-west-1.console.aws.amazon.com/cloudwatch' };
const REMAINS: readonly Remains[] = ['in-configuration', 'gone', 'elsewhere', 'unknown'];
const TOOLS = ['aws-cli', 'cloudformation', 'cdk', 'terraform', 'serverless', 'openapi'] as const;

const recordOf = (diagnosis: Diagnosis): IncidentRecord => ({
  id: ID,
  key: `123456789012/eu-west-1/abc123def4/prod/${diagnosis.verdict}`,
  state: 'open',
  target: diagnosis.target,
  verdict: diagnosis.verdict,
  window: { from: '2026-11-20T13:50:00.000Z', to: '2026-11-20T14:02:00.000Z' },
  openedAt: '2026-11-20T14:00:00.000Z',
  lastSeenAt: '2026-11-20T14:00:00.000Z',
  seen: 1,
  failures: diagnosis.requests.failed,
  report: JSON.stringify(jsonReport(diagnosis)),
  messages: {
    slack: { ...slackMessage(diagnosis, ABOUT), details: slackDetails(diagnosis) },
    sns: snsText(diagnosis),
    card: diagnosedAt(0).messages.card,
  },
  counted: [],
  times: {},
  version: 1,
});

const shown = (title: string, record: IncidentRecord, tell: 'post' | 'update' | 'close'): readonly ShownMessage[] => {
  const report = slackReport(record, tell, { died: false, hasButtons: true });
  return report ? [{ title, ...report }, ...report.details.map((detail) => ({ title: `${title}: thread`, isReply: true, ...detail }))] : [];
};

/** An incident from its first alarm to its end, as its message shows it. */
const lifeOf = (diagnosis: Diagnosis): readonly ShownMessage[] => {
  const first = recordOf(diagnosis);
  const posted: IncidentRecord = { ...first, place: { channel: 'C0LAB00000', ts: '1763719244.000001' }, shown: 'open' };
  const often: IncidentRecord = { ...posted, seen: 1_234, lastSeenAt: '2026-11-20T14:55:00.000Z', failures: 98_765 };
  const closed: IncidentRecord = { ...often, state: 'closed', closedAt: '2026-11-20T16:10:00.000Z' };
  return [
    ...shown('the first alarm', first, 'post'),
    ...shown('again and again', often, 'update'),
    ...shown('resolved by somebody', { ...often, state: 'resolved', resolvedBy: 'Sam <!here> & Kim' }, 'update'),
    ...REMAINS.flatMap((remains) => shown(`over, the cause is: ${remains}`, { ...closed, remains }, 'close')),
    ...shown('over, through a webhook', { ...first, shown: 'open', state: 'closed', closedAt: '2026-11-20T16:10:00.000Z' }, 'close'),
  ];
};

const portsWith = async (record: IncidentRecord, failure: CollectFailure): Promise<QuestionPorts> => {
  const incidents = memoryIncidents();
  await incidents.put(record, undefined);
  return {
    incidents,
    now: () => NOW,
    tell: async () => undefined,
    collect: async () => ({ ok: false, failure }),
    once: async () => ok('done'),
    askers: {},
    respond: async () => ok(undefined),
    page: (verdict: VerdictId) => readCausePage(verdict as CauseId),
  };
};

const common = {
  version: 1,
  id: 'qrstuvwxyz234567',
  team: 'T1',
  channel: 'C1',
  user: 'U1',
  responseUrl: 'https://hooks.slack.com/actions/1',
  received: NOW.toISOString(),
} as const;

const PRESSES: readonly (readonly [action: SlackPress['action'], choice?: string])[] = [
  ['evidence'],
  ['ruled-out'],
  ...TOOLS.map((tool) => ['fix', tool] as const),
  ['fix', 'pulumi'],
  ['again'],
  ['mute', '1h'],
  ['mute', '1h'],
  ['mute', 'resolved'],
  ['resolved'],
  ['resolved'],
];

/** What each button is answered with, in an incident that they change as they go. */
const pressed = async (diagnosis: Diagnosis): Promise<readonly ShownMessage[]> => {
  const ports = await portsWith(recordOf(diagnosis), { kind: 'throttled', action: 'apigateway:GET' });
  const all: ShownMessage[] = [];
  for (const [index, [action, choice]] of PRESSES.entries()) {
    const received = new Date(NOW.getTime() + index * 1_000).toISOString();
    const press: SlackPress = {
      ...common,
      kind: 'slack-press',
      name: 'sam',
      received,
      action,
      about: ID,
      ...(choice && { choice }),
      thread: '1.1',
    };
    const replies = await answerPress(ports, press, false);
    const title = `button ${action} ${choice ?? ''}`;
    all.push(
      ...(replies.ok ? replies.value.map(({ message, audience }) => ({ title, isReply: audience === 'in_channel', ...message })) : []),
    );
  }
  return all;
};

const COMMANDS: readonly string[] = ['help', 'explain', 'explain missing-method-response', 'orders prod sinc 30m', 'ordrs prod'];

const FAILURE: CollectFailure = { kind: 'api-not-found', api: 'ordrs <!here>', similar: ['orders-api', 'orders-v2'] };

const commanded = async (diagnosis: Diagnosis): Promise<readonly ShownMessage[]> => {
  const ports = await portsWith(recordOf(diagnosis), FAILURE);
  const answers = COMMANDS.map(async (text): Promise<readonly ShownMessage[]> => {
    const replies = await answerCommand(ports, { ...common, kind: 'slack-command', text }, false);
    return replies.ok ? replies.value.map(({ message }) => ({ title: `/gatewhy ${text}`, ...message })) : [];
  });
  return (await Promise.all(answers)).flat();
};

/** Every kind of message that stands in Slack, about one diagnosis. */
export const slackMessagesAbout = async (
  diagnosis: Diagnosis,
): Promise<Readonly<Record<'life' | 'buttons' | 'commands', readonly ShownMessage[]>>> => ({
  life: lifeOf(diagnosis),
  buttons: await pressed(diagnosis),
  commands: await commanded(diagnosis),
});
