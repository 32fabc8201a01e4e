import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isRecord } from '../../../shared/lib/json.ts';
import { AWS_FAILING, EXPORT_FAILING, RESPONSE_URL_FAILING, SLACK_FAILING } from './fault.ts';
import { letOut, noteHidden, whoAsks } from './workers.ts';

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

type Send = (this: Pick<DynamoDBClient, 'config'>, command: Command, ...rest: readonly unknown[]) => Promise<unknown>;

/** As IAM spells them. */
const PREFIX: Readonly<Record<string, string>> = {
  'API Gateway': 'apigateway',
  ApiGatewayV2: 'apigatewayv2',
  'CloudWatch Logs': 'logs',
  EventBridge: 'events',
  'Secrets Manager': 'secretsmanager',
};

const lastPart = (name: unknown): string => (typeof name === 'string' ? (name.split(/[/:]/).at(-1) ?? '') : '');

/** The first word of an item's key says what it is; Powertools' are claims. */
const itemIn = ({ Item, Key }: Readonly<Record<string, unknown>>): string => {
  const { id } = isRecord(Item) ? Item : isRecord(Key) ? Key : {};
  const text = isRecord(id) && typeof id.S === 'string' ? id.S : '';
  return text.startsWith('gatewhy#') ? 'claim' : (text.split(' ')[0] ?? '');
};

/** What one operation is about, where the same operation serves for several things. */
const subjectOf = (input: unknown): string => {
  if (!isRecord(input)) return '';
  if ('TableName' in input) return itemIn(input);
  return lastPart(input.QueueUrl ?? input.TopicArn ?? input.Name ?? input.SecretId);
};

/** Reads are the same whoever asks; everything else is a row for each function. */
const READS = /^(?:apigateway|apigatewayv2|logs|lambda|sts|cloudwatch:GetMetricData|dynamodb:\w+ bucket|ssm:GetParameter external-id)/;

const named = (call: string): string => (READS.test(call) ? call : `${whoAsks()}: ${call}`);

const operationOf = (serviceId: string, command: Command): string => {
  const service = PREFIX[serviceId] ?? serviceId.toLowerCase();
  return named(`${service}:${command.constructor.name.replace('Command', '')} ${subjectOf(command.input)}`.trim());
};

/** Every SDK client is made of this one. */
const interceptSdk = (): void => {
  const base = Object.getPrototypeOf(DynamoDBClient.prototype) as { send: Send };
  const { send } = base;
  base.send = async function (command, ...rest) {
    const operation = operationOf(this.config.serviceId, command);
    const failing = operation.startsWith('apigateway:GetExport') ? EXPORT_FAILING : AWS_FAILING;
    const repeats = (await this.config.maxAttempts()) > 1;
    const call = async () => {
      const answer = await send.call(this, command, ...rest);
      if (isRecord(command.input) && typeof command.input.VisibilityTimeout === 'number') noteHidden(command.input.VisibilityTimeout);
      return answer;
    };
    return letOut({ operation, repeats, failing, call });
  };
};

const interceptFetch = (): void => {
  const own = globalThis.fetch;
  globalThis.fetch = async (url, init) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    const isAnswer = pathname.startsWith('/actions/');
    const operation = named(`slack:${isAnswer ? 'response_url' : lastPart(pathname)}`);
    const failing = isAnswer ? RESPONSE_URL_FAILING : SLACK_FAILING;
    return (await letOut({ operation, repeats: false, failing, call: () => own(url, init) })) as Response;
  };
};

/** The two ways out of a function, AWS SDK and `fetch`, lead past the fault gate from now on. For a process that does nothing else. */
export const interceptExits = (): void => {
  interceptSdk();
  interceptFetch();
};
