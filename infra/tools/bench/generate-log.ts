import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Requests that run side by side, as in a busy stage's log group. */
const SIDE_BY_SIDE = 64;
/** One request in so many fails. */
const FAILS_ONE_IN = 200;
const FLUSH_BYTES = 1 << 20;

/** A linear congruential generator (Numerical Recipes): the same file on every machine. */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
};

const uuid = (random: () => number): string => {
  const hex = Array.from({ length: 4 }, () => random().toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** What a REST request to a Lambda proxy leaves at INFO with data trace. */
const linesOf = (random: () => number): readonly string[] => {
  const id = uuid(random);
  const lambdaId = uuid(random);
  const fails = random() % FAILS_ONE_IN === 0;
  const body = JSON.stringify({ orderId: uuid(random), note: 'x'.repeat(random() % 400) });
  const endpoint =
    'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations';
  const answer = fails
    ? [
        `Endpoint response body before transformations: {"errorMessage":"boom","errorType":"Error","trace":[]}`,
        `Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: ${lambdaId}`,
        'Method completed with status: 502',
      ]
    : [
        `Endpoint response body before transformations: {"statusCode":200,"body":${JSON.stringify(body)}}`,
        `Method response body after transformations: ${body}`,
        'Method response headers: {Content-Type=application/json, X-Amzn-Trace-Id=Root=1-691ee1a0-0123456789abcdef01234567}',
        'Successfully completed execution',
        'Method completed with status: 200',
      ];
  return [
    `Extended Request Id: ${lambdaId.slice(0, 15)}=`,
    `Verifying Usage Plan for request: ${id}. API Key:  API Stage: abc123def4/prod`,
    "API Key authorized because method 'POST /orders' does not require API Key. Request will not contribute to throttle or quota limits",
    'Usage Plan check succeeded for API Key  and API Stage abc123def4/prod',
    `Starting execution for request: ${id}`,
    'HTTP Method: POST, Resource Path: /orders',
    'Method request path: {}',
    'Method request query string: {}',
    'Method request headers: {Accept=application/json, Content-Type=application/json, Host=abc123def4.execute-api.eu-west-1.amazonaws.com, User-Agent=bench}',
    `Method request body before transformations: ${body}`,
    `Endpoint request URI: ${endpoint}`,
    `Endpoint request headers: {x-amzn-lambda-integration-tag=${id}, Authorization=****************************************a1b2c3, Accept=application/json}`,
    `Endpoint request body after transformations: {"resource":"/orders","path":"/orders","httpMethod":"POST","body":${JSON.stringify(body)} [TRUNCATED]`,
    `Sending request to ${endpoint}`,
    `Received response. Status: 200, Integration latency: ${random() % 900} ms`,
    ...answer,
    `AWS Integration Endpoint RequestId : ${lambdaId}`,
  ].map((line) => `(${id}) ${line}\n`);
};

/** Writes an execution log of interleaved requests of at least so many bytes. */
export const generateLog = async (path: string, bytes: number): Promise<void> => {
  const random = createRandom(20_261_120);
  const file = createWriteStream(path);
  const running = Array.from({ length: SIDE_BY_SIDE }, () => linesOf(random).values());
  let written = 0;
  let block = '';
  while (written < bytes) {
    const slot = (random() >>> 8) % SIDE_BY_SIDE;
    const line = running[slot]?.next();
    if (line?.done === false) block += line.value;
    else running[slot] = linesOf(random).values();
    if (block.length < FLUSH_BYTES) continue;
    written += block.length;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end();
  await once(file, 'finish');
};
