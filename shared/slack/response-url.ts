/** Slack's own; another one only in the lab. */
const SLACK_ORIGIN = 'https://hooks.slack.com';

/** Whether an answer may be sent there: a stranger's address would be told what only Slack is to know. */
export const isResponseUrl = (url: string, origin: string | undefined): boolean => {
  const address = URL.parse(url);
  return address !== null && address.origin === (origin || SLACK_ORIGIN) && address.username === '' && address.password === '';
};
