import type { DeliveryFailure } from '../diagnosis/channels.ts';
import type { SlackFailure } from './slack-failure.ts';

const FAILURE: { readonly [Kind in SlackFailure['kind']]: (failure: Extract<SlackFailure, { kind: Kind }>) => DeliveryFailure } = {
  'rate-limited': ({ retryAfterSeconds }) => ({ kind: 'temporary', reason: 'Slack asks to wait', retryAfterSeconds }),
  unavailable: ({ reason }) => ({ kind: 'temporary', reason }),
  configuration: ({ code }) => ({ kind: 'permanent', reason: `Slack refuses: ${code}` }),
  'rejected-blocks': ({ code }) => ({ kind: 'permanent', reason: `Slack refuses the message itself: ${code}` }),
};

export const deliveryFailure = (failure: SlackFailure): DeliveryFailure => FAILURE[failure.kind](failure as never);
