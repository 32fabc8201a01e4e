import { expect, test } from 'vitest';
import { cardReport } from '../../../../shared/diagnosis/life/render-incident.ts';
import { transition } from '../../../../shared/diagnosis/life/transition.ts';
import { amazonQCardSchema } from '../../../../shared/reports/amazon-q-card-schema.ts';
import { ALARM, clock, diagnosedAt } from '../../../support/incident-events.ts';

const opened = transition(undefined, { ...diagnosedAt(0), tags: { team: 'shop' } }, new Date(clock(1))).record;
const closed = transition(opened, { kind: 'alarm-ok', alarm: { arn: ALARM, at: clock(9) } }, new Date(clock(9))).record;

test('an incident begins with the card of its diagnosis, and remembers the tags that its routes ask for', () => {
  expect(opened?.tags).toEqual({ team: 'shop' });
  expect(opened && cardReport(opened)).toEqual(opened?.messages?.card);
});

test('its end is a card in the same thread, without steps that nobody has to take any more', () => {
  const card = closed && cardReport(closed);
  expect(amazonQCardSchema.parse(card)).toEqual(card);
  expect(card?.metadata).toMatchObject({ threadId: 'a-thread', summary: 'Over: lambda-timeout' });
  expect(card?.content.nextSteps).toBeUndefined();
});
