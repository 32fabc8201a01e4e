import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LookTurn, TakeLook } from '../diagnosis/life/stage-windows.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Longer than the function may run (serverless.yml): whoever holds it after that has died. */
const LEASE_MS = 130_000;
const KEEP_SECONDS = 86_400;

const refused = (error: unknown): false => {
  if (error instanceof ConditionalCheckFailedException) return false;
  throw error;
};

/** In a DynamoDB table (hash key `id`, TTL attribute `expiration`): who looks at a stage, until when, and what it led to. */
export const createTakeLook = (TableName: string, client = new DynamoDBClient(CLIENT_OPTIONS), leaseMs = LEASE_MS): TakeLook => {
  const expiration = () => ({ N: String(Math.floor(Date.now() / 1000) + KEEP_SECONDS) });

  const lease = (id: string, until: string): Promise<boolean> =>
    client
      .send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: id }, lease: { N: until }, expiration: expiration() },
          ConditionExpression: 'attribute_not_exists(id) OR (attribute_not_exists(incident) AND lease < :now)',
          ExpressionAttributeValues: { ':now': { N: String(Date.now()) } },
        }),
      )
      .then(() => true, refused);

  const holding = (id: string, until: string): LookTurn => ({
    kind: 'yours',
    done: async (incidentKey) => {
      const Item = { id: { S: id }, incident: { S: incidentKey }, expiration: expiration() };
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    release: async () => {
      const command = new DeleteItemCommand({
        TableName,
        Key: { id: { S: id } },
        ConditionExpression: 'lease = :mine',
        ExpressionAttributeValues: { ':mine': { N: until } },
      });
      await client.send(command).then(() => true, refused);
    },
  });

  return async (window) => {
    const id = `look ${window}`;
    const until = String(Date.now() + leaseMs);
    if (await lease(id, until)) return holding(id, until);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }));
    return Item?.incident?.S === undefined ? { kind: 'busy' } : { kind: 'done', incidentKey: Item.incident.S };
  };
};
