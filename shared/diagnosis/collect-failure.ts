import { assertNever } from '../lib/assert-never.ts';
import type { GateFailure } from './collect/gate-failure.ts';
import type { CollectFailure } from './collect-query.ts';

const list = (words: readonly string[]): string =>
  words.slice(0, 10).join(', ') + (words.length > 10 ? ` and ${words.length - 10} more` : '');

/** A second try may see more. */
export const mayPass = ({ kind }: CollectFailure): boolean => kind === 'throttled' || kind === 'held-back' || kind === 'unreachable';

/** One sentence for a person: what is wrong, by name, and what to do about it. */
export const describeCollectFailure = (failure: CollectFailure): string => {
  switch (failure.kind) {
    case 'api-not-found':
      return failure.similar.length > 0
        ? `No API is named ${failure.api} in this account and Region; did you mean ${list(failure.similar)}?`
        : `No API has the name or id ${failure.api} in this account and Region; check the name, the Region and the account.`;
    case 'api-ambiguous':
      return `Several APIs are named ${failure.api}; say which one by its id: ${list(failure.ids)}.`;
    case 'stage-not-found':
      return failure.stages.length > 0
        ? `The API ${failure.api} has no stage ${failure.stage}; it has ${list(failure.stages)}.`
        : `The API ${failure.api} has no stage ${failure.stage}; deploy it first or name another API.`;
    case 'stage-needed':
      return failure.stages.length > 0
        ? `The API ${failure.api} has several stages; name one of ${list(failure.stages)}.`
        : `The API ${failure.api} has no stage; deploy it first.`;
    case 'access-denied':
      return `AWS denied ${failure.action} (${failure.detail}); allow it for the role or user that runs gatewhy.`;
    case 'credentials':
      return `AWS did not accept the credentials (${failure.detail}); sign in again or renew them.`;
    case 'throttled':
      return `AWS throttled ${failure.action} again and again; try once more in a minute.`;
    case 'held-back':
      return `${failure.action} was held back: other diagnoses use up what gatewhy takes of this account's quota; try once more in a minute.`;
    case 'unreachable':
      return `AWS could not be asked (${failure.detail}); check the Region, the network and the endpoint.`;
    case 'budget-spent':
      return `The budget was spent before the API and its stage were found (${failure.limit}); allow more, or give the API's id and the stage.`;
    default:
      return assertNever(failure);
  }
};

/** What stops the whole diagnosis: without the API and its stage there is nothing to read. */
export const collectFailureOf = (failure: GateFailure): CollectFailure => {
  switch (failure.kind) {
    case 'access-denied':
    case 'credentials':
    case 'unreachable':
    case 'held-back':
    case 'budget-spent':
      return failure;
    case 'throttled':
      return { kind: 'throttled', action: failure.action };
    case 'not-found':
    case 'refused':
      return { kind: 'unreachable', detail: `${failure.action}: ${failure.detail}` };
    default:
      return assertNever(failure);
  }
};
