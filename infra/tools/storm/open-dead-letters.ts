import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Lab } from '../../lab/lab.ts';

export interface DeadLetters {
  /** The bodies of what lies there now; it is gone then. */
  readonly drain: () => Promise<readonly string[]>;
  readonly close: () => void;
}

export const openDeadLetters = ({ endpoint, region, env }: Lab, QueueUrl: string): DeadLetters => {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const client = new SQSClient({ endpoint, region, credentials });
  return {
    drain: async () => {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      await Promise.all(Messages.map(({ ReceiptHandle }) => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))));
      return Messages.map(({ Body = '' }) => Body);
    },
    close: () => client.destroy(),
  };
};
