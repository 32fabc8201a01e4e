/**
 * What Slack accepts, and less where a limit is hidden. https://docs.slack.dev/reference/block-kit/blocks and
 * https://docs.slack.dev/reference/methods/chat.postMessage; `message` is our own: chat.postMessage was seen to refuse 11,341 characters in
 * all blocks together and to take 9,597 (slackapi/bolt-js#2867), although every single limit held.
 */
export const SLACK_LIMITS = {
  blocks: 50,
  header: 150,
  section: 3_000,
  contextElements: 10,
  fallback: 4_000,
  message: 9_000,
} as const;

/** Characters, after escaping, that each part of the first message may take: together, with the marks around them, less than `message`. */
export const SLACK_BUDGET = {
  header: 140,
  answer: 1_700,
  scope: 500,
  evidence: 1_500,
  repair: 1_900,
  further: 500,
  ruledOut: 600,
  gaps: 500,
  next: 900,
  footer: 300,
} as const;
