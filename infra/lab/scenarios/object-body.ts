import { deploymentsOf, functionOf, proxyMethod, stageOf } from './parts.ts';
import type { StageScenario } from './scenario.ts';

const API = 'v5t1r6h0ub';
const NAME = 'billing-api';
const FUNCTION = 'billing-invoices';

/** Every fourth invoice is open. */
const INVOICES = Array.from({ length: 14 }, (_, index) => ({ id: String(30_211 + index * 13), open: index % 4 === 2 }));

const invoices = ({ pathParameters }: { readonly pathParameters: { readonly invoiceId: string } }) => {
  const { id, open = false } = INVOICES.find((invoice) => invoice.id === pathParameters.invoiceId) ?? {};
  const document = { invoiceId: id, state: open ? 'open' : 'paid', total: 42.5 };
  return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: open ? document : JSON.stringify(document) };
};

/** For open invoices the function returns its body as an object instead of a string. The alarm comes over EventBridge. */
export const objectBody: StageScenario = (now) => ({
  title: 'A proxy function returns its body as an object',
  cause: 'malformed-proxy-response',
  api: {
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
    deployments: deploymentsOf(now),
  },
  functions: [functionOf(FUNCTION, API, invoices)],
  backends: {},
  alarmAction: 'event-bus',
  requests: INVOICES.map(({ id }) => ({ path: `/invoices/${id}` })),
});
