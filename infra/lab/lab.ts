import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { apiGateway } from './api-gateway.ts';
import { apiGatewayV2 } from './api-gateway-v2.ts';
import { cloudWatch } from './cloudwatch.ts';
import { cloudWatchLogs } from './cloudwatch-logs.ts';
import { type HearCall, startEndpoint } from './endpoint.ts';
import { eventBridge, type SentEvent } from './eventbridge.ts';
import type { InjectedFailure } from './failures.ts';
import { iam, type LabPolicyRole } from './iam.ts';
import type { LabApi, LabHttpApi } from './lab-api.ts';
import { type LabFunction, lambda } from './lambda.ts';
import { type LabLogGroup, type LogStore, logStore } from './log-store.ts';
import { type PublishedMessage, startMessaging } from './messaging.ts';
import { type LabMetric, type MetricStore, metricStore } from './metric-store.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';
import { type LabRole, sts } from './sts.ts';
import { startTables } from './tables.ts';

/** The account of the SNS and SQS emulator, and so of everything here. */
export const LAB_ACCOUNT = '000000000000';

/** What stands in the lab's AWS account. The arrays are read at every call: a test may keep them and change them. */
export interface LabOptions {
  readonly region?: string;
  readonly apis?: readonly LabApi[];
  readonly httpApis?: readonly LabHttpApi[];
  readonly cloudwatchRoleArn?: string;
  readonly logGroups?: readonly LabLogGroup[];
  /** Bytes that one FilterLogEvents call looks at before it answers with what it has (32 MB). */
  readonly scanBytes?: number;
  readonly metricAlarms?: readonly MetricAlarm[];
  readonly compositeAlarms?: readonly CompositeAlarm[];
  readonly metrics?: readonly LabMetric[];
  readonly functions?: readonly LabFunction[];
  /** Roles of other accounts; what is read under them is the lab's one world. */
  readonly memberRoles?: readonly LabRole[];
  /** Roles of the lab's own account, for SimulatePrincipalPolicy. */
  readonly roles?: readonly LabPolicyRole[];
  /** Buses beside the default one: name → policy. */
  readonly eventBuses?: Readonly<Record<string, unknown>>;
  /** Parameter Store: name → value. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Secrets Manager: name → value. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly hear?: HearCall;
}

export interface Lab {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** What a process needs to speak to the lab instead of AWS. */
  readonly env: Readonly<Record<string, string>>;
  /** `service:Operation` as IAM spells it → how often it was called, retries and refused calls included. */
  readonly calls: () => Readonly<Record<string, number>>;
  readonly resetCalls: () => void;
  /** The next `times` calls of an operation are refused. */
  readonly fail: (failure: InjectedFailure) => void;
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  /** What was published on SNS topics. */
  readonly published: readonly PublishedMessage[];
  /** What was put on EventBridge. */
  readonly sentEvents: readonly SentEvent[];
  readonly stop: () => Promise<void>;
}

/** Starts the AWS services that gatewhy uses, on one loopback port that the system chooses. */
export const startLab = async (options: LabOptions = {}): Promise<Lab> => {
  const { region = 'eu-west-1', apis = [], httpApis = [], cloudwatchRoleArn } = options;
  const account = LAB_ACCOUNT;
  const logs = logStore(options.logGroups ?? []);
  const metrics = metricStore(options.metrics ?? []);
  const sentEvents: SentEvent[] = [];
  const [messaging, tables] = await Promise.all([startMessaging(region), startTables()]);
  const endpoint = await startEndpoint(
    {
      apigateway: apiGateway({ apis, region, account, ...(cloudwatchRoleArn && { cloudwatchRoleArn }) }),
      apigatewayv2: apiGatewayV2(httpApis),
      cloudwatch: cloudWatch({
        metricAlarms: options.metricAlarms ?? [],
        compositeAlarms: options.compositeAlarms ?? [],
        metrics,
      }),
      events: eventBridge(sentEvents, options.eventBuses),
      iam: iam(options.roles ?? []),
      lambda: lambda(options.functions ?? []),
      logs: cloudWatchLogs({ store: logs, region, account, ...(options.scanBytes && { scanBytes: options.scanBytes }) }),
      secretsmanager: secretsManager(options.secrets ?? {}, region, account),
      sns: messaging.sns,
      sqs: messaging.sqs,
      ssm: ssm(options.parameters ?? {}),
      sts: sts(account, options.memberRoles ?? []),
    },
    tables,
    options.hear,
  );
  return {
    endpoint: endpoint.url,
    region,
    account,
    env: {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_EC2_METADATA_DISABLED: 'true',
      // A profile of the user's own would win over these credentials.
      AWS_PROFILE: '',
      AWS_SESSION_TOKEN: '',
    },
    calls: endpoint.calls,
    resetCalls: endpoint.resetCalls,
    fail: endpoint.fail,
    logs,
    metrics,
    published: messaging.published,
    sentEvents,
    stop: async () => {
      await messaging.stop();
      await endpoint.stop();
      await tables.stop();
    },
  };
};
