import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { VirtualTime } from './virtual-time.ts';

interface Sent {
  readonly input: {
    readonly Key?: { readonly id?: { readonly S?: string } };
    readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly N?: string }>>;
  };
}

/** Of DynamoDB what shared/aws/shared-buckets.ts asks for: reads, and writes that name the version they follow. */
export const bucketTable = (time: VirtualTime): DynamoDBClient => {
  const items = new Map<string, Readonly<Record<string, { readonly N: string }>>>();
  const send = async (command: Sent): Promise<unknown> => {
    await time.sleep(3 + time.random() * 5);
    const id = command.input.Key?.id?.S ?? '';
    if (command instanceof GetItemCommand) return { Item: items.get(id) };
    if (!(command instanceof UpdateItemCommand)) throw new Error(`No such command here: ${command.constructor.name}`);
    const numberOf = (name: string): string | undefined => command.input.ExpressionAttributeValues?.[name]?.N;
    if (items.get(id)?.version?.N !== numberOf(':previous')) {
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    }
    const [tokens = '', filledAt = '', version = ''] = [':tokens', ':at', ':version'].map(numberOf);
    items.set(id, { tokens: { N: tokens }, filledAt: { N: filledAt }, version: { N: version } });
    return {};
  };
  return { send } as unknown as DynamoDBClient;
};
