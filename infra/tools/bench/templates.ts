import { Compile, parse } from 'velocityjs';
import { createBudget } from '../../../shared/gateway/template/budget.ts';
import { createInput } from '../../../shared/gateway/template/input.ts';
import { compileTemplate, type TemplateWorld } from '../../../shared/gateway/template/render-template.ts';
import { util } from '../../../shared/gateway/template/util.ts';

interface Sample {
  readonly name: string;
  readonly template: string;
  /** Absent: a small order. */
  readonly order?: object;
}

const ORDER = {
  id: 'order-4711',
  customer: { name: "Anna O'Neil", email: 'anna@example.com', address: { city: 'Ulm', zip: '89073' } },
  notes: ['fragile', 'gift'],
};

const LARGE_ORDER = {
  ...ORDER,
  items: Array.from({ length: 20 }, (_, index) => ({ sku: `sku-${index}`, quantity: index + 1, price: index + 0.5 })),
};

const PARAMS = { path: { orderId: '4711' }, querystring: { page: '2' }, header: { Host: 'api.example.com', 'X-Trace': 'abc' } };
const STAGE_VARIABLES = { table: 'orders', env: 'prod' };
const CONTEXT = { requestId: 'f3b1', stage: 'prod', httpMethod: 'POST', resourcePath: '/orders/{orderId}' };

const SAMPLES: readonly Sample[] = [
  { name: 'plain text', template: '{"statusCode": 200}' },
  { name: 'references', template: '$context.requestId $context.stage ${context.httpMethod} $!context.nothing $stageVariables.table' },
  { name: 'passthrough', template: '{"body": $input.body, "method": "$context.httpMethod", "id": "$input.params(\'orderId\')"}' },
  {
    name: 'SQS SendMessage',
    template:
      "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageAttributes.1.Name=trace&MessageAttributes.1.Value.DataType=String&MessageAttributes.1.Value.StringValue=$util.urlEncode($input.params('X-Trace'))",
  },
  {
    name: 'Step Functions StartExecution',
    template:
      '#set($data = $util.escapeJavaScript($input.json(\'$\')))\n{\n  "input": "$data",\n  "name": "$context.requestId",\n  "stateMachineArn": "arn:aws:states:eu-central-1:123456789012:stateMachine:$stageVariables.env-orders"\n}',
  },
  {
    name: 'DynamoDB PutItem',
    template:
      '#set($root = $input.path(\'$\'))\n{\n  "TableName": "$stageVariables.table",\n  "Item": {\n    "id": {"S": "$root.id"},\n    "name": {"S": "$util.escapeJavaScript($root.customer.name)"},\n    "city": {"S": "$root.customer.address.city"}\n  }\n}',
  },
  {
    name: '20-item foreach',
    order: LARGE_ORDER,
    template:
      '#set($root = $input.path(\'$\'))\n[\n#foreach($item in $root.items)\n  {"sku": "$item.sku", "quantity": $item.quantity, "line": $foreach.count}#if($foreach.hasNext),#end\n\n#end\n]',
  },
  {
    name: 'foreach with arithmetic',
    template: '#set($sum = 0)#foreach($i in [1..20])#set($sum = $sum + $i * 2 - 1)#if($i % 2 == 0 && $sum > 10)[$i: $sum]#end#end$sum',
  },
  {
    name: 'nested foreach',
    template: '#foreach($a in [1..5])#foreach($b in ["x", "y", "z"])$a$b#if($foreach.hasNext) #end#end;#end',
  },
  {
    name: 'conditions',
    template:
      '#set($m = $context.httpMethod)#if($m == "GET")read#elseif($m == "PUT" || $m == "PATCH")change#elseif($m == "POST" && $context.stage == "prod")create#{else}other#end',
  },
  {
    name: 'texts',
    template:
      '#set($a = "order $context.requestId in $context.stage")#set($b = "$a ($a)")#set($c = \'plain\')$b $c $a.length() $b.indexOf("in") $c.substring(2)',
  },
  {
    name: 'maps and lists',
    template:
      '#set($m = {"a": 1, "b": [1, 2, 3], "c": {"d": "x"}})$m.a $m.b[1] $m.c.d $m.get("a") $m.b.size() #foreach($k in $m.keySet())$k,#end',
  },
  {
    name: 'all parameters',
    template:
      '#set($all = $input.params())\n{\n#foreach($type in $all.keySet())\n#set($params = $all.get($type))\n"$type": {\n#foreach($name in $params.keySet())\n"$name": "$util.escapeJavaScript($params.get($name))"#if($foreach.hasNext),#end\n\n#end\n}#if($foreach.hasNext),#end\n\n#end\n}',
  },
];

const at = (document: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), document);

/**
 * What velocityjs is given for `$input` and `$util`: ours, so that only the engines differ. It wants plain objects where ours has Java's
 * maps and lists; it gets the order itself, which spares it the conversion.
 */
const velocityContext = (order: object, payload: string): Record<string, unknown> => {
  const budget = createBudget();
  const { host } = createInput(payload, PARAMS);
  return {
    context: CONTEXT,
    stageVariables: STAGE_VARIABLES,
    input: {
      body: payload,
      path(path: string) {
        host.call('path', [path], budget);
        return at(order, path);
      },
      json: (path: string) => host.call('json', [path], budget),
      params: (name?: string) => (name === undefined ? PARAMS : host.call('params', [name], budget)),
    },
    util: {
      urlEncode: (text: string) => util.host.call('urlEncode', [text], budget),
      escapeJavaScript: (text: string) => util.host.call('escapeJavaScript', [text], budget),
    },
  };
};

const ROUND_MS = 120;
const ROUNDS = 5;

/** Renders per second: the best of some rounds, as other work on the machine only ever slows it down. */
const speed = (render: () => unknown): number => {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    let count = 0;
    while (performance.now() - started < ROUND_MS) {
      for (let batch = 0; batch < 20; batch += 1) render();
      count += 20;
    }
    best = Math.max(best, (count * 1_000) / (performance.now() - started));
  }
  return best;
};

const measure = ({ name, template, order = ORDER }: Sample) => {
  const payload = JSON.stringify(order);
  const world: TemplateWorld = { payload, params: PARAMS, context: new Map(Object.entries(CONTEXT)), stageVariables: STAGE_VARIABLES };
  const compiled = compileTemplate(template);
  if (!compiled.ok) throw new Error(`${name}: ${compiled.failure.reason}`);
  const parsed = parse(template);
  const ours = speed(() => compiled.value.render(world));
  const theirs = speed(() => new Compile(parsed).render(velocityContext(order, payload)));
  const compiling = speed(() => compileTemplate(template));
  const parsing = speed(() => parse(template));
  return { name, ours, theirs, compiling, parsing };
};

const thousands = (perSecond: number): string => `${(perSecond / 1_000).toFixed(1)} k`.padStart(10);
const times = (ratio: number): string => `${ratio.toFixed(1)} x`.padStart(8);

/** Renders per second of compiled templates beside velocityjs 2.1.7, which parses ahead as well, on the same payload in the same run. */
export const benchTemplates = async (): Promise<void> => {
  console.log(
    `${'template'.padEnd(32)}${'ours/s'.padStart(10)}${'velocityjs/s'.padStart(14)}${'faster'.padStart(8)}${'compile faster'.padStart(16)}`,
  );
  const figures = SAMPLES.map(measure);
  for (const { name, ours, theirs, compiling, parsing } of figures)
    console.log(
      `${name.padEnd(32)}${thousands(ours)}${thousands(theirs).padStart(14)}${times(ours / theirs)}${times(compiling / parsing).padStart(16)}`,
    );
  const slowest = Math.min(...figures.map(({ ours, theirs }) => ours / theirs));
  const mean = figures.reduce((product, { ours, theirs }) => product * (ours / theirs), 1) ** (1 / figures.length);
  console.log(`At least ${slowest.toFixed(1)} times, in the geometric mean ${mean.toFixed(1)} times as fast as velocityjs.`);
};
