import type { Window } from '../../model/diagnosis.ts';
import type { Gate } from './budget.ts';
import { numberOf, textOf } from './raw.ts';

const DAY_MILLIS = 24 * 60 * 60_000;

/** The stage says that it logs and no group is there: most often the account's own setting is missing. */
export const missingLogGroupGap = async (gate: Gate, logGroupNames: readonly string[]): Promise<void> => {
  const account = await gate.read('apigateway:GetAccount', {});
  const withoutRole = account.ok && textOf(account.value, 'cloudwatchRoleArn') === undefined;
  gate.note({
    kind: 'log-group-missing',
    what: 'execution log',
    why: `The log group ${logGroupNames.join(' or ')} does not exist${withoutRole ? ', and the account has no CloudWatch role for API Gateway' : ''}.`,
    remedy: withoutRole
      ? 'Give API Gateway a role that may write logs: aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN'
      : 'Send a request to the stage and look again; if no group appears, check the role in the account settings of API Gateway.',
  });
};

/** Nothing was found: is what was looked for already deleted? One day is the shortest retention, so a younger window needs no question. */
export const retentionGap = async (gate: Gate, logGroupName: string, { from }: Window): Promise<void> => {
  const age = gate.clock.now() - from.getTime();
  if (age < DAY_MILLIS) return;
  const group = await gate.find('retention of the execution log', 'logs:DescribeLogGroups', { logGroupName });
  const days = numberOf(group, 'retentionInDays');
  if (days === undefined || age < days * DAY_MILLIS) return;
  gate.note({
    kind: 'expired',
    what: 'execution log',
    why: `The log group ${logGroupName} keeps ${days} days, and the window begins earlier.`,
    remedy: 'Look at a later failure, or keep logs for longer: aws logs put-retention-policy.',
  });
};
