import { renderMessage } from '../render-message.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Outcome } from './run-scenario.ts';

const rule = (title: string) => `── ${title} ${'─'.repeat(Math.max(0, 96 - title.length))}`;

const calls = (counts: Outcome['calls']): string => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const list = Object.entries(counts).map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
  return `${total} AWS calls: ${list.join(', ')}`;
};

const requests = ({ url, statuses }: Outcome): string => {
  const list = Object.entries(Object.groupBy(statuses, String)).map(([status, same = []]) => `${same.length} × ${status}`);
  return `${statuses.length} requests to ${url}: ${list.join(', ')}`;
};

/** A scenario and what came of it, as text for a terminal. */
export const printOutcome = ({ title, cause }: Scenario, outcome: Outcome): string => {
  const { slack, published, calls: counts, secondsToPost, problems } = outcome;
  return [
    rule(title),
    `Expected cause: ${cause}`,
    requests(outcome),
    ...slack.map((message) => `\n${rule(message.threadTs ? 'Slack, in the thread' : 'Slack')}\n${renderMessage(message)}`),
    ...published.map(({ subject, texts }) => `\n${rule('SNS, as e-mail')}\nSubject: ${subject}\n\n${texts.email ?? texts.default ?? ''}`),
    '',
    calls(counts),
    secondsToPost === undefined ? 'Nothing was posted.' : `${secondsToPost.toFixed(2)} s from alarm to post`,
    ...problems.map((problem) => `FAILED: ${problem}`),
    '',
  ].join('\n');
};
