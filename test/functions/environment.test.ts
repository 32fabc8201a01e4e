import { expect, test } from 'vitest';
import { diagnosisEnvironment, sharedEnvironment } from '../../functions/composition/environment.ts';

test('what is missing is named, and no value is repeated', () => {
  expect(() => sharedEnvironment({ QUEUE_URL: 'https://secret.example.com', TABLE_NAME: '' })).toThrow(
    new Error("The function's environment lacks TABLE_NAME."),
  );
  expect(() => sharedEnvironment({})).toThrow("The function's environment lacks QUEUE_URL, TABLE_NAME.");
});

test('a card topic is somebody to tell', () => {
  expect(diagnosisEnvironment({ CARD_TOPIC_ARN: 'arn' })).toEqual({ CARD_TOPIC_ARN: 'arn' });
});

test('a deployment that tells nobody is refused', () => {
  expect(() => diagnosisEnvironment({ SLACK_CREDENTIALS: '', EVENT_BUS_NAME: '' })).toThrow(/names nobody to tell/);
  expect(diagnosisEnvironment({ EVENT_BUS_NAME: 'default' })).toEqual({ EVENT_BUS_NAME: 'default' });
});
