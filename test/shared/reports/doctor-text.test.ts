import { expect, test } from 'vitest';
import type { Check } from '../../../shared/model/check.ts';
import { doctorJson, doctorText } from '../../../shared/reports/doctor-text.ts';

const ROLE = 'arn:aws:iam::111122223333:role/gatewhy-prod-DiagnoseRole';
const CHECKS: readonly Check[] = [
  { part: 'function gatewhy-prod-diagnose', state: 'ok', found: 'active on nodejs24.x' },
  {
    part: 'dead letters',
    state: 'fault',
    found: '2 waiting: somebody was not told',
    fix: '"Dead letters" in docs/operations.md says how to replay them.',
  },
  {
    part: 'Slack',
    state: 'ok',
    found:
      'bot token accepted by Pets; without channels:history a worker that died while posting may post twice ("The life of an incident" in docs/deploy.md)',
  },
  {
    part: 'Slack channel C0123456789',
    state: 'unknown',
    found: 'the bot lacks channels:read or groups:read, so Slack does not show it',
    fix: 'Add channels:read to the app (groups:read for private channels) and install it again; then ask again.',
  },
  {
    part: 'permissions of gatewhy-prod-diagnose',
    state: 'fault',
    found: `no policy of its role allows logs:FilterLogEvents, logs:StartQuery on arn:aws:logs:eu-west-1:111122223333:log-group:carts`,
    fix: 'Deploy with an accessLogPrefix that the names of these log groups begin with: docs/deploy.md.',
  },
  {
    part: 'permissions of gatewhy-prod-diagnose',
    state: 'fault',
    found: 'the permissions boundary of its role does not allow sts:AssumeRole on arn:aws:iam::444455556666:role/gatewhy-member',
    fix: `Allow it in the permissions boundary of ${ROLE}.`,
  },
  { part: 'member 444455556666', state: 'ok', found: 'eu-west-1, us-east-1; only an alarm there shows whether it answers' },
  {
    part: 'queue to function',
    state: 'fault',
    found: 'it is Disabled',
    fix: 'aws lambda list-event-source-mappings --function-name gatewhy-prod-diagnose, then update-event-source-mapping --enabled',
  },
];

test('reads well in a terminal', async () => {
  await expect(doctorText(CHECKS, { colour: false, width: 100 })).toMatchFileSnapshot('../../golden/reports/doctor.terminal.txt');
});

test('reads well in a narrow one, too', async () => {
  await expect(doctorText(CHECKS, { colour: false, width: 60 })).toMatchFileSnapshot('../../golden/reports/doctor.narrow.txt');
});

test('shows no secret that came in by a name or an answer', () => {
  const secret = 'xoxb-1234567890-abcdefghijklmnop';
  const checks: readonly Check[] = [{ part: `Slack ${secret}`, state: 'fault', found: `refused ${secret}`, fix: `Replace ${secret}.` }];
  expect(doctorText(checks, { colour: true, width: 80 })).not.toContain(secret);
  expect(JSON.stringify(doctorJson('gatewhy-prod', checks))).not.toContain(secret);
});
