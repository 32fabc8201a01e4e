import { expect, test } from 'vitest';
import { hidingOn } from '../../../functions/composition/hiding.ts';
import { ok } from '../../../shared/lib/result.ts';

const HERE = 'arn:aws:sqs:eu-west-1:111122223333';

const hiding = () => {
  const hidden: string[] = [];
  const hide = hidingOn(
    ['https://sqs.eu-west-1.amazonaws.com/111122223333/alarms', 'https://sqs.eu-west-1.amazonaws.com/111122223333/questions'],
    (url) => async (handle, seconds) => {
      hidden.push(`${url.split('/').at(-1)} ${handle} ${seconds}`);
      return ok(undefined);
    },
  );
  return { hidden, hide };
};

test('a message is hidden on the queue that it came from', async () => {
  const { hidden, hide } = hiding();
  await hide({ eventSourceARN: `${HERE}:questions`, receiptHandle: 'a' }, 10);
  await hide({ eventSourceARN: `${HERE}:alarms`, receiptHandle: 'b' }, 30);
  expect(hidden).toEqual(['questions a 10', 'alarms b 30']);
});

test('a queue that no setting names is a reason, and nothing is hidden elsewhere', async () => {
  const { hidden, hide } = hiding();
  expect(await hide({ eventSourceARN: `${HERE}:other`, receiptHandle: 'c' }, 10)).toMatchObject({
    ok: false,
    failure: { reason: expect.stringContaining(`${HERE}:other`) },
  });
  expect(hidden).toEqual([]);
});
