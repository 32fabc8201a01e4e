import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { Once } from '../diagnosis/once.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

/** As long as a message can come back: a dead-letter queue keeps it for 14 days. */
const REMEMBER_SECONDS = 14 * 86_400;

/** The same for both functions, so that a key means the same work everywhere. */
const KEY_PREFIX = 'gatewhy';

interface ClaimSettings {
  readonly rememberSeconds?: number;
  /** Told when work is done and the table could not take note of it. */
  readonly warn: (reason: string) => void;
}

/**
 * Claims in a DynamoDB table (hash key `id`, TTL attribute `expiration`). The invocation's context bounds a claim: when the function is
 * killed half-way, its claim ends with the time it had left. So does the claim of work that is done and could not be noted: to fail now would
 * only bring it again.
 */
export const createOnce = (
  tableName: string,
  { rememberSeconds = REMEMBER_SECONDS, warn }: ClaimSettings,
): ((context: Context) => Once) => {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: new DynamoDBClient(CLIENT_OPTIONS) });
  const config = new IdempotencyConfig({ expiresAfterSeconds: rememberSeconds, hashFunction: 'sha256' });
  return (context) => {
    config.registerLambdaContext(context);
    return async <Failure>(key: string, work: () => Promise<Result<unknown, Failure>>) => {
      let outcome: Result<unknown, Failure> | undefined;
      const claimed = makeIdempotent(
        async (_key: string): Promise<void> => {
          outcome = await work();
          if (!outcome.ok) throw new Error('The work failed: its claim is released.');
        },
        { persistenceStore, config, keyPrefix: KEY_PREFIX },
      );
      try {
        await claimed(key);
        return ok(outcome ? ('done' as const) : ('repeated' as const));
      } catch (error) {
        if (outcome?.ok === false) return outcome;
        if (outcome) {
          warn(sdkReason('dynamodb:UpdateItem', error instanceof Error && error.cause instanceof Error ? error.cause : error));
          return ok('done' as const);
        }
        if (error instanceof Error && error.name === 'IdempotencyAlreadyInProgressError') return err({ kind: 'in-progress' as const });
        throw error;
      }
    };
  };
};
