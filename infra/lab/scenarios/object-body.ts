import { asEventBridge } from './alarm-event.ts';
import { executionLog, type LoggedRequest } from './execution-log.ts';
import { functionLog, functionOf, lambdaCall, metricsOf, moments, proxyMethod, REGION, stageOf } from './parts.ts';
import type { StageScenario } from './scenario.ts';

const API = 'v5t1r6h0ub';
const NAME = 'billing-api';
const FUNCTION = 'billing-invoices';

const requestsBefore = (now: Date): readonly LoggedRequest[] =>
  moments(now, 14).map((at, index): LoggedRequest => {
    const invoice = String(30_211 + index * 13);
    const open = index % 4 === 2;
    const document = { invoiceId: invoice, state: open ? 'open' : 'paid', total: 42.5 + index };
    const output = { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: open ? document : JSON.stringify(document) };
    const seed = `${NAME} ${index}`;
    return {
      seed,
      at,
      verb: 'GET',
      path: `/invoices/${invoice}`,
      resource: '/invoices/{invoiceId}',
      status: open ? 502 : 200,
      endpoint: lambdaCall(FUNCTION, seed, 55 + index),
      ...(open && { failure: ['Execution failed due to configuration error: Malformed Lambda proxy response'] }),
      trace: {
        pathParameters: `invoiceId=${invoice}`,
        requestHeaders: `Accept=application/json, Host=${API}.execute-api.${REGION}.amazonaws.com, X-Forwarded-For=192.0.2.71`,
        requestBody: '',
        endpointHeaders: 'Content-Type=application/json, Connection=keep-alive, X-Amz-Executed-Version=$LATEST',
        endpointBody: JSON.stringify(output),
        ...(!open && { responseHeaders: 'Content-Type=application/json', responseBody: JSON.stringify(document) }),
      },
    };
  });

/** For open invoices the function returns its body as an object instead of a string. The alarm comes over EventBridge. */
export const objectBody: StageScenario = (now) => {
  const requests = requestsBefore(now);
  return {
    title: 'A proxy function returns its body as an object',
    cause: 'malformed-proxy-response',
    world: {
      region: REGION,
      apis: [
        {
          restApi: { id: API, name: NAME, apiKeySource: 'HEADER', endpointConfiguration: { types: ['REGIONAL'] } },
          stages: [{ settings: stageOf(now, true) }],
          resources: [
            { id: 'r00t01', path: '/' },
            { id: '1nv001', parentId: 'r00t01', path: '/invoices', pathPart: 'invoices' },
            {
              id: '1nv002',
              parentId: '1nv001',
              path: '/invoices/{invoiceId}',
              pathPart: '{invoiceId}',
              resourceMethods: { GET: proxyMethod('GET', FUNCTION, { 'method.request.path.invoiceId': true }) },
            },
          ],
          deployments: [{ id: 'd3pl0y', createdDate: new Date(now.getTime() - 1_560_000) }],
        },
      ],
      logGroups: [executionLog(API, 'prod', requests), functionLog(FUNCTION, requests)],
      metrics: metricsOf(NAME, requests),
      functions: [functionOf(FUNCTION, API)],
    },
    alarmEvent: asEventBridge({ name: 'billing-api-5xx', apiName: NAME, stage: 'prod', region: REGION, at: now, rate: 0.29 }),
  };
};
