import { createHmac, randomUUID } from 'node:crypto';

/** What Slack says with a request of its own; tests bend it to play somebody else. */
export interface Signing {
  readonly secret: string;
  readonly at?: Date;
}

export interface SlackSide {
  readonly responseUrl: string;
  readonly channel?: string;
  readonly user?: string;
}

export interface Pressed extends SlackSide {
  readonly action: string;
  /** The button's value, or that of the chosen option. */
  readonly value: string;
  readonly isChoice?: boolean;
  readonly ts?: string;
  readonly threadTs?: string;
}

const TEAM = 'T0LAB0000';

export const commandForm = (text: string, { responseUrl, channel = 'C0LAB00000', user = 'U0LAB0000' }: SlackSide): string =>
  new URLSearchParams({
    token: 'deprecated',
    team_id: TEAM,
    team_domain: 'lab',
    channel_id: channel,
    channel_name: 'on-call',
    user_id: user,
    user_name: 'sam',
    command: '/gatewhy',
    text,
    api_app_id: 'A0LAB0000',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: randomUUID(),
  }).toString();

export const pressForm = (pressed: Pressed): string => {
  const { responseUrl, channel = 'C0LAB00000', user = 'U0LAB0000', action, value, isChoice, ts = '1763719300.000100', threadTs } = pressed;
  const text = { type: 'plain_text', text: 'Pressed' };
  const element = isChoice ? { type: 'static_select', selected_option: { text, value } } : { type: 'button', text, value };
  const payload = {
    type: 'block_actions',
    team: { id: TEAM, domain: 'lab' },
    user: { id: user, username: 'sam', team_id: TEAM },
    api_app_id: 'A0LAB0000',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'on-call' },
    message: { type: 'message', ts, text: 'A diagnosis', ...(threadTs && { thread_ts: threadTs }) },
    response_url: responseUrl,
    trigger_id: randomUUID(),
    actions: [{ action_id: action, block_id: 'b1', action_ts: ts, ...element }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
};

/** The headers with which Slack signs a body: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const signedHeaders = (body: string, { secret, at = new Date() }: Signing): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  };
};

/** Then it hangs up and tells the user `operation_timeout`: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const PATIENCE_MS = 3_000;

/** Slack's request to the app's address. Rejects when the app takes longer than Slack waits. */
export const sendAsSlack = (url: string, body: string, signing: Signing): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: signedHeaders(body, signing), signal: AbortSignal.timeout(PATIENCE_MS) });
