/**
 * What each SDK command of this folder needs to be allowed to do. The role in the template holds these and no others; a test compares the
 * two with the commands found in the source. API Gateway has one action for every read, of REST and of HTTP and WebSocket APIs
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html).
 */
export const ACTIONS = {
  GetRestApisCommand: 'apigateway:GET',
  GetRestApiCommand: 'apigateway:GET',
  GetStagesCommand: 'apigateway:GET',
  GetStageCommand: 'apigateway:GET',
  GetExportCommand: 'apigateway:GET',
  GetResourcesCommand: 'apigateway:GET',
  GetGatewayResponsesCommand: 'apigateway:GET',
  GetAuthorizersCommand: 'apigateway:GET',
  GetAccountCommand: 'apigateway:GET',
  GetApisCommand: 'apigateway:GET',
  GetApiCommand: 'apigateway:GET',
  GetRoutesCommand: 'apigateway:GET',
  GetIntegrationsCommand: 'apigateway:GET',
  FilterLogEventsCommand: 'logs:FilterLogEvents',
  DescribeLogGroupsCommand: 'logs:DescribeLogGroups',
  StartQueryCommand: 'logs:StartQuery',
  GetQueryResultsCommand: 'logs:GetQueryResults',
  StopQueryCommand: 'logs:StopQuery',
  GetMetricDataCommand: 'cloudwatch:GetMetricData',
  DescribeAlarmsCommand: 'cloudwatch:DescribeAlarms',
  GetFunctionConfigurationCommand: 'lambda:GetFunctionConfiguration',
  GetPolicyCommand: 'lambda:GetPolicy',
  GetFunctionConcurrencyCommand: 'lambda:GetFunctionConcurrency',
  SendMessageCommand: 'sqs:SendMessage',
  ChangeMessageVisibilityCommand: 'sqs:ChangeMessageVisibility',
  PublishCommand: 'sns:Publish',
  PutEventsCommand: 'events:PutEvents',
  AssumeRoleCommand: 'sts:AssumeRole',
  // Made by the command line alone, with the credentials of whoever runs it: functions/cli/doctor.ts.
  ListEventSourceMappingsCommand: 'lambda:ListEventSourceMappings',
  GetFunctionUrlConfigCommand: 'lambda:GetFunctionUrlConfig',
  GetQueueAttributesCommand: 'sqs:GetQueueAttributes',
  DescribeTableCommand: 'dynamodb:DescribeTable',
  DescribeEventBusCommand: 'events:DescribeEventBus',
  GetTopicAttributesCommand: 'sns:GetTopicAttributes',
  SimulatePrincipalPolicyCommand: 'iam:SimulatePrincipalPolicy',
  // Made by Powertools: idempotency, then parameters.
  GetItemCommand: 'dynamodb:GetItem',
  PutItemCommand: 'dynamodb:PutItem',
  UpdateItemCommand: 'dynamodb:UpdateItem',
  DeleteItemCommand: 'dynamodb:DeleteItem',
  GetParameterCommand: 'ssm:GetParameter',
  GetSecretValueCommand: 'secretsmanager:GetSecretValue',
} as const;

/** What a diagnosis asks of an account: all that the role in a member account allows, and each session in it. */
export const READ_ACTIONS = [
  'apigateway:GET',
  'cloudwatch:GetMetricData',
  'lambda:GetFunctionConcurrency',
  'lambda:GetFunctionConfiguration',
  'lambda:GetPolicy',
  'logs:DescribeLogGroups',
  'logs:FilterLogEvents',
  'logs:GetQueryResults',
  'logs:StartQuery',
  'logs:StopQuery',
] as const satisfies readonly (typeof ACTIONS)[keyof typeof ACTIONS][];

export type CommandName = keyof typeof ACTIONS;
