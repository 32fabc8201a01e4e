import * as z from 'zod/mini';

const body = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);
const multi = z.record(z.string(), z.array(z.string()));
const single = z.record(z.string(), z.nullable(z.string()));
const raw = z.record(z.string(), z.unknown());

const expectedBody = z.object({
  text: z.optional(z.string()),
  json: z.optional(z.unknown()),
  jsonSubset: z.optional(z.unknown()),
  absent: z.optional(z.array(z.string())),
  base64: z.optional(z.string()),
});

const common = { id: z.string(), provenance: z.enum(['recorded', 'claimed']), tags: z.array(z.string()) };

/** A configuration, a request, what the endpoint answered, and what API Gateway did with it. */
export const gatewayRow = z.object({
  ...common,
  api: raw,
  stage: raw,
  resource: z.string(),
  method: raw,
  request: z.object({ method: z.string(), path: z.string(), headers: multi, query: multi, body: z.nullable(body) }),
  endpoint: z.nullable(
    z.object({
      kind: z.enum(['lambda', 'http', 'aws', 'unreachable', 'timeout', 'tls']),
      status: z.optional(z.number()),
      headers: z.optional(multi),
      body: z.optional(z.nullable(body)),
      functionError: z.optional(z.nullable(z.string())),
    }),
  ),
  expect: z.object({
    status: z.optional(z.number()),
    headers: z.optional(single),
    body: z.optional(expectedBody),
    errorType: z.optional(z.string()),
    integrationRequest: z.optional(
      z.object({
        headers: z.optional(single),
        body: z.optional(expectedBody),
        uri: z.optional(z.string()),
        query: z.optional(multi),
      }),
    ),
    endpointCalled: z.optional(z.boolean()),
  }),
});

/** A template, what it sees, and what AWS printed. */
export const templateRow = z.object({
  ...common,
  template: z.string(),
  input: z.optional(
    z.object({
      body: z.optional(z.nullable(z.unknown())),
      params: z.optional(z.partial(z.object({ path: raw, querystring: raw, header: raw }))),
    }),
  ),
  context: z.optional(raw),
  stageVariables: z.optional(z.record(z.string(), z.string())),
  variables: z.optional(raw),
  expect: z.union([z.object({ text: z.string() }), z.object({ fails: z.literal(true) })]),
});

export type GatewayRow = z.infer<typeof gatewayRow>;
export type TemplateRow = z.infer<typeof templateRow>;
export type ExpectedBody = z.infer<typeof expectedBody>;
export type RowBody = z.infer<typeof body>;
