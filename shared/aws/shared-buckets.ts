import { type AttributeValue, DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Place } from '../diagnosis/collect-query.ts';
import { BUCKET_LIMITS, type Bucket, type BucketName, type TakeToken, takeToken } from '../diagnosis/token-bucket.ts';
import { err, ok } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

interface Kept extends Bucket {
  /** Grows with each write. */
  readonly version: number;
}

const FORGET_SECONDS = 3_600;
/** With more workers than this at one bucket in one moment some wait a little. */
const TRIES = 6;
const LOST_MILLIS = 100;

const numberOf = (value: AttributeValue | undefined): number => Number(value?.N ?? 0);

/**
 * The tokens of one account and Region, in the table of claims: workers that ask at the same moment write one after the other. What is
 * remembered of a bucket can only be too full, as others take and nobody puts back; so an empty one is not asked for again.
 */
export const createSharedBuckets = (
  tableName: string,
  { account, region }: Place,
  client = new DynamoDBClient(CLIENT_OPTIONS),
  now: () => number = Date.now,
): TakeToken => {
  const known = new Map<BucketName, Kept>();

  const keyOf = (name: BucketName) => ({ id: { S: `bucket ${account} ${region} ${name}` } });

  const read = async (name: BucketName): Promise<void> => {
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: keyOf(name), ConsistentRead: true }));
    if (Item) known.set(name, { tokens: numberOf(Item.tokens), at: numberOf(Item.filledAt), version: numberOf(Item.version) });
    else known.delete(name);
  };

  /** `false`: somebody else has written in between. */
  const write = async (name: BucketName, { tokens, at }: Bucket, previous: number | undefined): Promise<boolean> => {
    const version = (previous ?? 0) + 1;
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: keyOf(name),
          UpdateExpression: 'SET tokens = :tokens, filledAt = :at, version = :version, expiration = :expiration',
          ConditionExpression: previous === undefined ? 'attribute_not_exists(id)' : 'version = :previous',
          ExpressionAttributeValues: {
            ':tokens': { N: String(tokens) },
            ':at': { N: String(at) },
            ':version': { N: String(version) },
            ':expiration': { N: String(Math.ceil(at / 1_000) + FORGET_SECONDS) },
            ...(previous !== undefined && { ':previous': { N: String(previous) } }),
          },
        }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
    known.set(name, { tokens, at, version });
    return true;
  };

  return async (name) => {
    try {
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const kept = known.get(name);
        const taken = takeToken(kept, BUCKET_LIMITS[name], now());
        if (taken.kind === 'empty') return ok(taken.waitMillis);
        if (await write(name, taken.bucket, kept?.version)) return ok(0);
        await read(name);
      }
      return ok(LOST_MILLIS);
    } catch (error) {
      return err({ reason: sdkReason('dynamodb:UpdateItem', error) });
    }
  };
};
