import type { Config } from '../config.ts';
import type { Home } from '../reach.ts';
import type { Deployment, FunctionName } from './deployment.ts';
import { routedTopics } from './destinations.ts';
import { REDEPLOY } from './judged.ts';

/** What the resources of a role follow from. */
export interface RoleScene extends Pick<Deployment, 'home' | 'settings'> {
  /** Of the function: `gatewhy-prod-alarm`. */
  readonly name: string;
  readonly config: Config;
  /** ARNs of the KMS keys of the topics that are published to. */
  readonly topicKeys: readonly string[];
  /** ARNs of log groups of the stages in scope. */
  readonly accessLogs: readonly string[];
}

/** One statement of infra/roles.yml. */
export interface RoleStatement {
  readonly actions: readonly string[];
  /**
   * Examples of what the statement is there for, as ARNs or `*`; none: this deployment does not need it. That IAM compares them with the
   * policy as text, whatever kind of resource an action knows, is inferred.
   */
  readonly on: (scene: RoleScene) => readonly string[];
  readonly context?: Readonly<Record<string, string>>;
  /** When no policy allows it; otherwise the deployment's own template has drifted. */
  readonly fix?: string;
}

const arn = ({ partition, region, account }: Home, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** Some name: only that of a statement's pattern counts. */
const ANY = 'gatewhy-doctor';

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME` */
const queueOn =
  (setting: string) =>
  ({ home, settings }: RoleScene): readonly string[] => {
    const name = settings[setting]?.split('/').at(-1);
    return name ? [arn(home, 'sqs', name)] : [];
  };

/** Secrets Manager adds six characters to a name. */
const storedOn =
  (store: 'ssm' | 'secretsmanager', setting: string) =>
  ({ home, settings }: RoleScene): readonly string[] => {
    const [kind, ...rest] = (settings[setting] ?? '').split(':');
    const name = rest.join(':');
    if (kind !== store || name === '') return [];
    if (name.startsWith('arn:')) return [name];
    return [
      store === 'ssm' ? arn(home, 'ssm', `parameter/${name.replace(/^\//, '')}`) : arn(home, 'secretsmanager', `secret:${name}-AbCdEf`),
    ];
  };

const topicOn =
  (setting: string) =>
  ({ settings }: RoleScene): readonly string[] =>
    settings[setting] ? [settings[setting]] : [];

const ownLog: RoleStatement = {
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  on: ({ home, name }) => [arn(home, 'logs', `log-group:/aws/lambda/${name}:log-stream:${ANY}`)],
};

const claims: RoleStatement = {
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  on: ({ home, settings: { TABLE_NAME } }) => (TABLE_NAME ? [arn(home, 'dynamodb', `table/${TABLE_NAME}`)] : []),
};

const secret = (store: 'ssm' | 'secretsmanager', setting: string): RoleStatement => ({
  actions: [store === 'ssm' ? 'ssm:GetParameter' : 'secretsmanager:GetSecretValue'],
  on: storedOn(store, setting),
});

/** By function and Sid: test/shared/diagnosis/doctor/role-statements.test.ts holds them against infra/roles.yml. */
export const ROLE_STATEMENTS: Readonly<Record<FunctionName, Readonly<Record<string, RoleStatement>>>> = {
  alarm: {
    WriteOwnLog: ownLog,
    FollowCompositeAlarms: { actions: ['cloudwatch:DescribeAlarms'], on: ({ home }) => [arn(home, 'cloudwatch', `alarm:${ANY}`)] },
    ClaimIncidents: claims,
    QueueIncidents: {
      actions: ['sqs:SendMessage'],
      on: (scene) => [...queueOn('QUEUE_URL')(scene), ...queueOn('DEAD_LETTER_QUEUE_URL')(scene)],
    },
  },
  diagnose: {
    WriteOwnLog: ownLog,
    TakeFromQueue: {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      on: (scene) => [...queueOn('QUEUE_URL')(scene), ...queueOn('QUESTION_QUEUE_URL')(scene)],
    },
    SetAside: { actions: ['sqs:SendMessage'], on: queueOn('DEAD_LETTER_QUEUE_URL') },
    ClaimDeliveries: claims,
    ReadApis: {
      actions: ['apigateway:GET'],
      on: ({ home: { partition, region } }) =>
        ['account', 'restapis', `restapis/${ANY}`, 'apis', `apis/${ANY}`].map((path) => `arn:${partition}:apigateway:${region}::/${path}`),
    },
    ReadLogs: {
      actions: ['logs:FilterLogEvents', 'logs:StartQuery'],
      on: ({ home, accessLogs }) => [
        arn(home, 'logs', `log-group:API-Gateway-Execution-Logs_${ANY}/prod`),
        arn(home, 'logs', `log-group:/aws/lambda/${ANY}`),
        ...accessLogs,
      ],
      fix: 'Deploy with an accessLogPrefix that the names of these log groups begin with: docs/deploy.md.',
    },
    ReadQueriesAndMetrics: {
      actions: ['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery', 'cloudwatch:GetMetricData'],
      on: () => ['*'],
    },
    ReadFunctions: {
      actions: ['lambda:GetFunctionConfiguration', 'lambda:GetPolicy', 'lambda:GetFunctionConcurrency'],
      on: ({ home }) => [arn(home, 'lambda', `function:${ANY}`)],
    },
    ReadAsMember: {
      actions: ['sts:AssumeRole'],
      on: ({ home: { partition }, config: { members = [] } }) => [
        ...new Set(members.map(({ account }) => `arn:${partition}:iam::${account}:role/gatewhy-member`)),
      ],
      fix: 'Deploy with --param "memberAccounts=ACCOUNT,ACCOUNT": docs/accounts.md.',
    },
    ReadExternalId: secret('ssm', 'MEMBER_EXTERNAL_ID'),
    TellTopic: { actions: ['sns:Publish'], on: topicOn('REPORT_TOPIC_ARN') },
    TellCardTopic: { actions: ['sns:Publish'], on: topicOn('CARD_TOPIC_ARN') },
    TellTopicsOfRoutes: {
      actions: ['sns:Publish'],
      on: ({ config }) => routedTopics(config),
      fix: 'Deploy with --param "routeTopics=ARN,ARN": docs/routing.md.',
    },
    TellEncryptedTopic: {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      on: ({ topicKeys }) => topicKeys,
      fix: 'Allow it to the role for the keys of your own topics: docs/routing.md. For those of the deployment, deploy again.',
    },
    TellEventBus: {
      actions: ['events:PutEvents'],
      on: ({ home, settings: { EVENT_BUS_NAME } }) => (EVENT_BUS_NAME ? [arn(home, 'events', `event-bus/${EVENT_BUS_NAME}`)] : []),
      context: { 'events:source': 'gatewhy' },
    },
    ReadSlackParameter: secret('ssm', 'SLACK_CREDENTIALS'),
    ReadSlackSecret: secret('secretsmanager', 'SLACK_CREDENTIALS'),
  },
  slack: {
    WriteOwnLog: ownLog,
    ClaimRequests: claims,
    QueueQuestions: { actions: ['sqs:SendMessage'], on: queueOn('QUESTION_QUEUE_URL') },
    ReadSigningParameter: secret('ssm', 'SLACK_SIGNING'),
    ReadSigningSecret: secret('secretsmanager', 'SLACK_SIGNING'),
  },
};

export const fixOf = ({ fix = REDEPLOY }: RoleStatement): string => fix;
