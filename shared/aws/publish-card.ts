import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Reports, Send } from '../diagnosis/channels.ts';
import { err, ok } from '../lib/result.ts';
import { amazonQCardSchema } from '../reports/amazon-q-card-schema.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { deliveryFailure } from './delivery-failure.ts';

/** One document for every subscriber, not a form for each protocol: Amazon Q reads the message as it stands. */
export const createPublishCard =
  (topicArn: string, client = new SNSClient(CLIENT_OPTIONS)): Send<Reports['card']> =>
  async (card) => {
    const checked = amazonQCardSchema.safeParse(card);
    if (!checked.success) {
      const places = checked.error.issues.map(({ path }) => path.join('.')).join(', ');
      return err({ kind: 'permanent', reason: `The card is malformed, and Amazon Q would drop it: ${places}` });
    }
    try {
      await client.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(checked.data) }));
      return ok(undefined);
    } catch (error) {
      return err(deliveryFailure('sns:Publish', error));
    }
  };
