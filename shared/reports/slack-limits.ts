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

/** Characters, after escaping, that each part of the first message may take: together less than `SLACK_LIMITS.message`. */
export const SLACK_BUDGET = {
  header: 140,
  fallback: 400,
  answer: 1_700,
  evidence: 1_400,
  repair: 1_700,
  further: 500,
  ruledOut: 600,
  gaps: 500,
  next: 900,
} as const;

/** How much the first message shows of what may be long; the details show the rest. */
export const SLACK_EXCERPT = {
  evidenceLines: 4,
  evidenceLength: 300,
  code: 650,
  ruledOut: 4,
  gaps: 2,
  reasonLength: 110,
  assumptions: 2,
  open: 5,
} as const;
