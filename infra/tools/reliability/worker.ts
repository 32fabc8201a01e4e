import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { createIncidentStore } from '../../../shared/aws/incident-store.ts';
import { createOnce } from '../../../shared/aws/once.ts';
import { createPublishReport } from '../../../shared/aws/publish-report.ts';
import { createPutEvent } from '../../../shared/aws/put-event.ts';
import { createTakeLook } from '../../../shared/aws/take-look.ts';
import type { AnswerPorts } from '../../../shared/diagnosis/answer-alarm.ts';
import { newIncidentId } from '../../../shared/diagnosis/life/incident-id.ts';
import { isRecord } from '../../../shared/lib/json.ts';
import { err, ok } from '../../../shared/lib/result.ts';
import { createSlackChannel } from '../../../shared/slack/slack-channel.ts';
import { SLACK_CHANNEL } from '../../lab/demo/stack.ts';
import type { SlackReceiver } from '../../lab/slack-receiver.ts';
import { type Failing, type Outgoing, SLACK_FAILING, sdkFailing } from './fault.ts';

export interface Site {
  readonly slack: SlackReceiver;
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
}

/** What the topic and the bus took. */
export interface Heard {
  readonly topic: string[];
  readonly bus: string[];
}

const textOf = (value: unknown): string => (isRecord(value) && typeof value.S === 'string' ? value.S : '');

/** `PutItem look`: the first word of an item's key says what it is; those of Powertools are claims. */
const itemOperation = (name: string, input: unknown): string => {
  const { Item, Key } = isRecord(input) ? input : {};
  const id = textOf(isRecord(Item) ? Item.id : undefined) || textOf(isRecord(Key) ? Key.id : undefined);
  return `dynamodb:${name.replace('Command', '')} ${id.startsWith('gatewhy#') ? 'claim' : (id.split(' ')[0] ?? '')}`;
};

/** The text of an item that somebody has cut. */
const GARBLED = { Item: { id: { S: 'garbled' }, record: { S: '{"id":' }, status: { S: 'GARBLED' } } };

type Sending = (command: { readonly input: unknown }) => Promise<unknown>;

/** The client itself, but for what it sends: libraries look at its other members. */
const faultyTable = (client: DynamoDBClient, out: Outgoing): DynamoDBClient =>
  new Proxy(client, {
    get: (target, member) => {
      if (member !== 'send') return Reflect.get(target, member) as unknown;
      const send: Sending = (command) =>
        out(itemOperation(command.constructor.name, command.input), () => target.send(command as never), sdkFailing(GARBLED));
      return send;
    },
  });

const taking = (operation: string, out: Outgoing, take: () => unknown, garbage: unknown) => ({
  send: () => out(operation, async () => take(), sdkFailing(garbage)),
});

const COLLECT_FAILING: Failing = {
  throttle: async () => err({ kind: 'throttled', action: 'apigateway:GET' }),
  '5xx': async () => err({ kind: 'unreachable', detail: '503' }),
  'time-out': async () => err({ kind: 'unreachable', detail: 'took too long' }),
  'access denied': async () => err({ kind: 'access-denied', action: 'apigateway:GET', detail: 'no policy' }),
  'malformed answer': () => Promise.reject(new TypeError('Unreadable (ordered)')),
};

/** The worker's own code and adapters; in place of AWS and Slack the lab's table and receiver, and lists for topic and bus. */
export const openWorker = ({ slack, dynamodb, tableName }: Site, out: Outgoing, heard: Heard, now: () => Date): AnswerPorts => {
  const table = faultyTable(dynamodb, out);
  const secret = JSON.stringify({ botToken: slack.botToken, channel: SLACK_CHANNEL });
  const slackFetch: typeof fetch = (url, init) => {
    const method = new URL(url instanceof Request ? url.url : url).pathname.split('/').at(-1) ?? '';
    return out(`slack:${method}`, () => fetch(url, init), SLACK_FAILING);
  };
  const topic = taking('sns:Publish', out, () => heard.topic.push('report'), {});
  const bus = taking('events:PutEvents', out, () => ({ Entries: [{ EventId: String(heard.bus.push('report')) }] }), {});
  return {
    incidents: createIncidentStore(tableName, table),
    takeLook: createTakeLook(tableName, table, 0),
    /** Nothing of a claim depends on more of the context than the time that is left: here none, so that the claim of a dead worker has ended. */
    once: createOnce(tableName, table)({ getRemainingTimeInMillis: () => 1 } as Context),
    channels: () => ({
      slack: createSlackChannel(async () => ok(secret), { apiUrl: slack.apiUrl, fetch: slackFetch, timeoutMs: 5_000 }),
      sns: createPublishReport('arn:aws:sns:eu-west-1:000000000000:reports', topic as never),
      eventbridge: createPutEvent('default', bus as never),
    }),
    collect: ({ api: name }) =>
      out(
        'reads of the stage, its logs and metrics',
        async () => ok({ incident: { version: 1, api: { kind: 'REST', name, stage: 'prod' } }, cost: { calls: {}, bytes: 0, millis: 1 } }),
        COLLECT_FAILING,
      ),
    newId: newIncidentId,
    now,
  };
};
