import { authorizerFunction } from '../causes/authorizer-scene.ts';
import { functionOf } from '../causes/called-function.ts';
import { hostOf } from '../causes/called-host.ts';
import type { Question } from '../causes/question.ts';
import { endpointOf, integrationOf } from '../causes/scene.ts';
import type { NextQuery } from '../model/diagnosis.ts';
import { stageName } from '../repairs/aws-names.ts';
import { printCommand, quote } from '../repairs/shell-word.ts';
import {
  accessLog,
  aws,
  curl,
  dataTrace,
  endpointUrl,
  FAILURE_LINES,
  FUNCTION_FAILURES,
  filterLog,
  flag,
  type Inquiry,
  inQuotes,
  isSilent,
  nameOfFunction,
  ofApi,
  shortName,
  times,
  webAcl,
} from './query-commands.ts';

type Ask = (inquiry: Inquiry) => NextQuery;

const executionTrace: Ask = (inquiry) => {
  const { target, scene } = inquiry;
  if (target.kind === 'HTTP')
    return {
      why: 'An HTTP API writes no execution log; its access log names the failure when the format holds $context.integrationErrorMessage.',
      command: accessLog(inquiry),
    };
  if (isSilent(inquiry))
    return {
      why: 'The stage writes no execution log: turn it on, repeat the request, and its failure line decides. Turn it off again afterwards.',
      command: dataTrace(inquiry),
    };
  const { requestId } = scene.observation;
  const group = `API-Gateway-Execution-Logs_${target.apiId ?? 'API-ID'}/${target.stage ?? 'NAME-OF-THE-STAGE'}`;
  return requestId === undefined
    ? { why: 'The failure line of the execution log decides.', command: filterLog(inquiry, group, FAILURE_LINES) }
    : { why: 'The execution log of this very request decides.', command: filterLog(inquiry, group, inQuotes(requestId)) };
};

const functionLog: Ask = (inquiry) => {
  const id = endpointOf(inquiry.scene)?.requestId;
  return {
    why: 'The log of the function says how its run ended, how long it took and how much memory it used.',
    command: filterLog(inquiry, `/aws/lambda/${nameOfFunction(inquiry)}`, id === undefined ? FUNCTION_FAILURES : inQuotes(id)),
  };
};

/** Each look-up as a command for a POSIX shell. Those that change something say so. */
const ASKS: Readonly<Record<Question, Ask>> = {
  'execution-trace': executionTrace,
  'function-log': functionLog,
  'deployed-export': (inquiry) =>
    inquiry.target.kind === 'REST'
      ? {
          why: 'What the stage really runs decides: the console shows the working copy.',
          command: ofApi(
            inquiry,
            'get-export deployed.json',
            stageName(inquiry.target),
            flag('--export-type', 'oas30'),
            flag('--parameters', 'extensions=apigateway'),
          ),
        }
      : { why: 'The integrations of the API decide.', command: ofApi(inquiry, 'get-integrations') },
  'function-policy': (inquiry) => ({
    why: 'The resource policy of the function says whether this method may invoke it.',
    command: aws(inquiry, 'lambda get-policy', flag('--function-name', functionOf(inquiry.scene)?.arn ?? nameOfFunction(inquiry))),
  }),
  'function-settings': (inquiry) => ({
    why: 'The state of the function and its reason say whether Lambda can run it.',
    command: aws(inquiry, 'lambda get-function-configuration', flag('--function-name', nameOfFunction(inquiry))),
  }),
  'function-concurrency': (inquiry) => ({
    why: 'The concurrency that is left for the function says whether calls are refused.',
    command: aws(inquiry, 'lambda get-function-concurrency', flag('--function-name', nameOfFunction(inquiry))),
  }),
  'role-policy': (inquiry) => ({
    why: 'The trust policy of the role says whether API Gateway may assume it.',
    command: printCommand('aws iam get-role', [flag('--role-name', shortName(integrationOf(inquiry.scene)?.credentials))]),
  }),
  'authorizer-settings': (inquiry) => ({
    why: 'The authorizer of the method, how long its answers are kept and by what, decides.',
    command: ofApi(inquiry, 'get-authorizers'),
  }),
  'authorizer-log': (inquiry) => ({
    why: 'The log of the authorizer function says whether it ran, failed or took too long.',
    command: filterLog(inquiry, `/aws/lambda/${authorizerFunction(inquiry.scene)?.name ?? 'NAME-OF-THE-AUTHORIZER'}`, FUNCTION_FAILURES),
  }),
  'gateway-responses': (inquiry) => ({
    why: 'A customised gateway response may give another status or body than the failure has.',
    command: ofApi(inquiry, 'get-gateway-responses'),
  }),
  'stage-settings': (inquiry) => ({
    why: 'The variables and the cache of the stage decide; they change without a deployment.',
    command: ofApi(inquiry, 'get-stage', stageName(inquiry.target)),
  }),
  'resource-policy': (inquiry) => ({
    why: "The API's resource policy says who is let in.",
    command: ofApi(inquiry, 'get-rest-api', flag('--query', 'policy'), flag('--output', 'text')),
  }),
  'web-acl': (inquiry) => ({
    why: 'Without a web ACL on the stage it cannot be AWS WAF.',
    command: aws(inquiry, 'wafv2 get-web-acl-for-resource', flag('--resource-arn', webAcl(inquiry))),
  }),
  'usage-plan': (inquiry) => ({
    why: 'The limits of the usage plans of this API say whether the gateway itself throttles.',
    command: aws(
      inquiry,
      'apigateway get-usage-plans',
      flag('--query', `items[?apiStages[?apiId=='${inquiry.target.apiId ?? 'API-ID'}']]`),
    ),
  }),
  'access-log': (inquiry) => ({
    why: 'The access log names the error of the gateway and the answer of AWS WAF when its format holds them.',
    command: accessLog(inquiry),
  }),
  'domain-mappings': (inquiry) => ({
    why: 'The mappings of the custom domain say to which API and stage the path leads.',
    command: aws(
      inquiry,
      inquiry.target.kind === 'REST' ? 'apigateway get-base-path-mappings' : 'apigatewayv2 get-api-mappings',
      flag('--domain-name', hostOf(inquiry.scene.observation) ?? 'CUSTOM-DOMAIN'),
    ),
  }),
  'working-copy': (inquiry) => ({
    why: 'Held against the export, the working copy shows what was changed and not deployed.',
    command: inquiry.target.kind === 'REST' ? ofApi(inquiry, 'get-resources', flag('--embed', 'methods')) : ofApi(inquiry, 'get-routes'),
  }),
  'vpc-link': (inquiry) => ({
    why: 'The state of the VPC link says whether it can carry calls; then look at the health of its targets.',
    command: aws(
      inquiry,
      inquiry.target.kind === 'REST' ? 'apigateway get-vpc-link' : 'apigatewayv2 get-vpc-link',
      flag('--vpc-link-id', integrationOf(inquiry.scene)?.connectionId ?? 'ID-OF-THE-VPC-LINK'),
    ),
  }),
  'deployment-history': (inquiry) => ({
    why: 'CloudTrail says whether something was deployed or replaced at that moment.',
    command: aws(
      inquiry,
      'cloudtrail lookup-events',
      ['--lookup-attributes', quote('AttributeKey=ReadOnly,AttributeValue=false')],
      ...times(inquiry),
    ),
  }),
  'client-answer': (inquiry) => ({
    why: 'The headers and the body that the client reads decide. It repeats the request: leave it if that does harm.',
    command: curl(inquiry),
  }),
  'past-the-cache': (inquiry) => ({
    why: 'An answer that differs past the cache is a stale one. It repeats the request.',
    command: curl(inquiry, 'Cache-Control: max-age=0'),
  }),
  'endpoint-directly': (inquiry) => ({
    why: 'The endpoint, called without the gateway, shows whether the error is its own.',
    command: printCommand('curl -sv --max-time 30', [flag('--url', endpointUrl(inquiry))]),
  }),
  'endpoint-answer': (inquiry) =>
    inquiry.target.kind === 'HTTP'
      ? { ...functionLog(inquiry), why: 'An HTTP API logs no bodies: what the function answered stands at most in its own log.' }
      : {
          why: 'Only the data trace shows what the backend answered: turn it on, repeat the request, and turn it off again, as it logs bodies.',
          command: dataTrace(inquiry),
        },
};

export const nextQuery = (inquiry: Inquiry, question: Question): NextQuery => ASKS[question](inquiry);
