import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { IncidentRecord } from '../diagnosis/life/incident-record.ts';
import type { LifeStore } from '../diagnosis/life/life-store.ts';
import { parseJson } from '../lib/json.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** After its last write. */
const KEEP_SECONDS = 30 * 86_400;

const POINTER_FRESH_MS = 86_400_000;
const MOST_POINTERS = 10_000;

/** What the rest of the record rests on; it was written here. */
const Stored = z.looseObject({
  id: z.string(),
  key: z.string(),
  state: z.enum(['open', 'resolved', 'closed']),
  times: z.record(z.string(), z.looseObject({ alarmAt: z.string() })),
  counted: z.array(z.string()),
  seen: z.number(),
  version: z.number(),
});

const recordIn = (text: string | undefined): IncidentRecord | undefined => {
  if (text === undefined) return undefined;
  const stored = Stored.safeParse(parseJson(text));
  if (!stored.success) throw new Error('An incident in the table is unreadable.');
  return stored.data as unknown as IncidentRecord;
};

const isLost = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;

const expiration = (): AttributeValue => ({ N: String(Math.floor(Date.now() / 1000) + KEEP_SECONDS) });

/**
 * Incidents in a DynamoDB table (hash key `id`, TTL attribute `expiration`). No transactions: the one item of a key holds its last record,
 * so that a single conditional write decides that one record of a key is open and what its version is. The items around it are written
 * before it and only help to find it: `id` → key (and the record itself once it is closed, as the key may get another), alarm → keys. One
 * that a crash leaves behind points to nothing, and is read so.
 */
export const createIncidentStore = (tableName: string, client = new DynamoDBClient(CLIENT_OPTIONS)): LifeStore => {
  const read = async (id: string): Promise<Readonly<Record<string, AttributeValue>>> => {
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: { id: { S: id } }, ConsistentRead: true }));
    if (Item && Item.id?.S !== id) throw new Error(`The table answered another item than ${id.split(' ')[0] ?? ''}.`);
    return Item ?? {};
  };

  const lastOf = async (key: string) => recordIn((await read(`incident ${key}`)).record?.S);

  /** When this process wrote that an alarm tells of a key: once a day is enough for an item that lives thirty. */
  const pointed = new Map<string, number>();

  const pointAt = async ({ id, key, state, times }: IncidentRecord, text: string, isNew: boolean): Promise<void> => {
    if (isNew || state === 'closed') {
      const copy = { ...(state === 'closed' && { record: { S: text } }) };
      const Item = { id: { S: `incident-id ${id}` }, key: { S: key }, ...copy, expiration: expiration() };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    }
    for (const arn of Object.keys(times)) {
      const pointer = `${arn} ${key}`;
      if (Date.now() - (pointed.get(pointer) ?? 0) < POINTER_FRESH_MS) continue;
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: { id: { S: `alarm ${arn}` } },
        UpdateExpression: 'SET expiration = :expiration ADD incidents :incidents',
        ExpressionAttributeValues: { ':expiration': expiration(), ':incidents': { SS: [key] } },
      });
      await client.send(command);
      if (pointed.size >= MOST_POINTERS) pointed.clear();
      pointed.set(pointer, Date.now());
    }
  };

  const write = async (record: IncidentRecord, previous: number | undefined): Promise<void> => {
    const text = JSON.stringify(record);
    await pointAt(record, text, previous === undefined);
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: {
          id: { S: `incident ${record.key}` },
          record: { S: text },
          incident: { S: record.id },
          version: { N: String(record.version) },
          open: { BOOL: record.state !== 'closed' },
          expiration: expiration(),
        },
        ...(previous === undefined
          ? {
              ConditionExpression: 'attribute_not_exists(id) OR #open = :no',
              ExpressionAttributeNames: { '#open': 'open' },
              ExpressionAttributeValues: { ':no': { BOOL: false } },
            }
          : {
              ConditionExpression: 'incident = :incident AND version = :previous',
              ExpressionAttributeValues: { ':incident': { S: record.id }, ':previous': { N: String(previous) } },
            }),
      }),
    );
  };

  const everOf = async (alarmArn: string): Promise<readonly IncidentRecord[]> => {
    const { incidents } = await read(`alarm ${alarmArn}`);
    const records = await Promise.all((incidents?.SS ?? []).map(lastOf));
    return records.flatMap((record) => (record?.times[alarmArn] ? record : []));
  };

  return {
    lastOf,
    everOf,
    byId: async (id) => {
      const { key, record } = await read(`incident-id ${id}`);
      const last = key?.S === undefined ? undefined : await lastOf(key.S);
      return last?.id === id ? last : recordIn(record?.S);
    },
    put: async (record, previous) => {
      try {
        await write(record, previous);
        return 'written';
      } catch (error) {
        if (isLost(error)) return 'lost';
        throw error;
      }
    },
    noteOk: async (alarmArn, at) => {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: { id: { S: `alarm ${alarmArn}` } },
        UpdateExpression: 'SET okAt = :at, expiration = :expiration',
        ConditionExpression: 'attribute_not_exists(okAt) OR okAt < :at',
        ExpressionAttributeValues: { ':at': { S: at }, ':expiration': expiration() },
      });
      try {
        await client.send(command);
      } catch (error) {
        if (!isLost(error)) throw error;
      }
    },
    okOf: async (alarmArn) => (await read(`alarm ${alarmArn}`)).okAt?.S,
  };
};
