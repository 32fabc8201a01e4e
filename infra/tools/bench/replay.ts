import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest } from '../../../shared/gateway/exchange.ts';
import { replay } from '../../../shared/gateway/gateway.ts';
import type { ApiSnapshot, Method } from '../../../shared/model/api.ts';

const LAMBDA =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations';

const TEMPLATE = `#set($root = $input.path('$'))
{
  "id": "$input.params('id')",
  "from": "$context.identity.sourceIp",
  "items": [
#foreach($item in $root.items)
    {"sku": "$util.escapeJavaScript($item.sku)", "count": #if($item.count > 0)$item.count#{else}0#end}#if($foreach.hasNext),#end
#end
  ]
}`;

const mock: Method = {
  path: '/mock/{id}',
  verb: 'GET',
  responses: { '200': {} },
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'application/json': '{"ok": true}' } }],
  },
};
const proxy: Method = { path: '/proxy/{proxy+}', verb: 'ANY', integration: { type: 'AWS_PROXY', httpMethod: 'POST', uri: LAMBDA } };
const templated: Method = {
  path: '/templated/{id}',
  verb: 'POST',
  responses: { '200': {} },
  integration: {
    type: 'AWS',
    httpMethod: 'POST',
    uri: LAMBDA,
    requestTemplates: { 'application/json': TEMPLATE },
    responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'application/json': TEMPLATE } }],
  },
};

const BODY = JSON.stringify({ items: Array.from({ length: 20 }, (_, index) => ({ sku: `it's ${index}`, count: index })) });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const request = (method: string, path: string, body = ''): GatewayRequest => ({
  method,
  path,
  headers: [
    ['Content-Type', 'application/json'],
    ['Accept', '*/*'],
    ['User-Agent', 'bench'],
  ],
  query: [['page', '1']],
  body: bytes(body),
});
const answer = (body: string): EndpointAnswer => ({
  kind: 'answered',
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: bytes(body),
});

/** `count` copies of the three methods, each under a path of its own. */
const apiOf = (count: number): ApiSnapshot => ({
  kind: 'REST',
  methods: Array.from({ length: count }, (_, index) =>
    [mock, proxy, templated].map((method) => ({ ...method, path: `/v${index}${method.path}` })),
  ).flat(),
});

const MILLIS = 700;

const perSecond = (run: () => unknown): number => {
  for (let index = 0; index < 300; index += 1) run();
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < MILLIS) {
    for (let index = 0; index < 50; index += 1) run();
    runs += 50;
  }
  return Math.round((1_000 * runs) / (performance.now() - start));
};

const best = (run: () => unknown): number =>
  Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );

const REQUESTS: readonly (readonly [name: string, request: GatewayRequest, endpoint: EndpointAnswer | undefined])[] = [
  ['MOCK', request('GET', '/v0/mock/1'), undefined],
  ['Lambda proxy', request('POST', '/v0/proxy/a/b', BODY), answer(JSON.stringify({ statusCode: 200, body: BODY }))],
  ['template-heavy', request('POST', '/v0/templated/7', BODY), answer(BODY)],
];

/** Replays per second on three kinds of method in a small and in a large API, and what it costs to compile the large one. */
export const benchReplay = async (): Promise<string> => {
  const [small, large] = [apiOf(1), apiOf(1_000)];
  const stages = [compileStage(small, {}), compileStage(large, {})];
  const compile = best(() => compileStage(large, {}));
  const problems = best(() => compileStage(large, {}).problems());
  const everything = best(() => {
    const stage = compileStage(large, {});
    for (let index = 0; index < 1_000; index += 1)
      for (const [, one, endpoint] of REQUESTS) replay(stage, { ...one, path: one.path.replace('/v0/', `/v${index}/`) }, endpoint);
  });
  return [
    ...REQUESTS.map(([name, one, endpoint]) => {
      const [few = 0, many = 0] = stages.map((stage) => perSecond(() => replay(stage, one, endpoint)));
      return `${name.padEnd(16)} ${few} replays/s with 3 methods, ${many} with 3,000`;
    }),
    `compile 3,000 methods: ${compile.toFixed(1)} ms; with one replay of each: ${everything.toFixed(0)} ms; their problems: ${problems.toFixed(0)} ms`,
  ].join('\n');
};
