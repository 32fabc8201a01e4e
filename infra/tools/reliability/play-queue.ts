import type { Message } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { isRecord } from '../../../shared/lib/json.ts';
import { MOST_RECEIVES, VISIBILITY_SECONDS } from '../deployed-figures.ts';
import type { FaultGate } from './fault-gate.ts';
import { REPAIRED_AFTER_MS, type Rig } from './rig.ts';

export interface Delivered {
  readonly retries: number;
  readonly setAside: number;
}

interface PlayedQueue {
  /** All that is on the queue, until nothing is; then, with the fault repaired, what was set aside. */
  readonly deliver: () => Promise<Delivered>;
}

const eventOf = ({ MessageId = '', ReceiptHandle = '', Body = '' }: Message, receives: number): SQSEvent => ({
  Records: [
    {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '0',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:gatewhy-diagnoses',
      awsRegion: 'eu-west-1',
    },
  ],
});

const failuresIn = (result: unknown): number =>
  isRecord(result) && Array.isArray(result.batchItemFailures) ? result.batchItemFailures.length : 1;

/** Hands the lab's messages to the worker as SQS and Lambda do; waiting takes no time. */
export const openQueue = ({ site: { queue, deadLetters }, workers, time }: Rig, gate: FaultGate): PlayedQueue => {
  /** Whether the worker is done with it; if not, it has been received too often. */
  const deliverOne = async (message: Message): Promise<{ readonly retries: number; readonly isDone: boolean }> => {
    for (let receives = 1; receives <= MOST_RECEIVES; receives += 1) {
      const invocation = await workers.invoke('diagnose', eventOf(message, receives), gate);
      if (invocation.ok && failuresIn(invocation.result) === 0) return { retries: receives - 1, isDone: true };
      time.pass(1_000 * (gate.takeHidden() ?? VISIBILITY_SECONDS));
    }
    return { retries: MOST_RECEIVES - 1, isDone: false };
  };

  const deliverAll = async (): Promise<Delivered> => {
    let [retries, setAside] = [0, 0];
    for (;;) {
      const messages = await queue.receive();
      if (messages.length === 0) return { retries, setAside };
      for (const message of messages) {
        const delivered = await deliverOne(message);
        retries += delivered.retries;
        if (!delivered.isDone) {
          setAside += 1;
          await deadLetters.send(message.Body ?? '');
        }
        await queue.remove(message);
      }
    }
  };

  /** An operator who has repaired the fault sends the dead letters again. */
  const redrive = async (): Promise<number> => {
    const letters = await deadLetters.receive();
    for (const letter of letters) {
      await queue.send(letter.Body ?? '');
      await deadLetters.remove(letter);
    }
    return letters.length;
  };

  return {
    deliver: async () => {
      const first = await deliverAll();
      const setAside = await redrive();
      if (setAside === 0) return { ...first, setAside };
      time.pass(REPAIRED_AFTER_MS);
      gate.repair();
      const again = await deliverAll();
      if ((await redrive()) > 0) throw new Error('A message was set aside although the fault was repaired.');
      return { retries: first.retries + again.retries, setAside };
    },
  };
};
