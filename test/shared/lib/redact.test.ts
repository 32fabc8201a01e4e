import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, redactJson } from '../../../shared/lib/redact.ts';

const chars = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength, maxLength });

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TOKEN = `${LETTERS}0123456789`;

/** A secret that no ordinary text contains: it carries this mark in its middle. */
const marked = (length: number) => chars(TOKEN, length, length).map((text) => `${text}q7Zk${text}`);

const jwt = fc.record({ payload: marked(12), signature: marked(12) }).map(({ payload, signature }) => ({
  secrets: [payload, signature],
  text: `eyJhbGciOiJIUzI1NiJ9.eyJ${payload}.${signature}`,
}));

const planted = (template: (secret: string) => string, secret = marked(8)) =>
  secret.map((value) => ({ secrets: [value], text: template(value) }));

/** Every way in which a secret was seen in a log line, a body, a header map, a URL or a stack trace. */
const secrets = fc.oneof(
  jwt,
  planted((secret) => `Authorization: Bearer ${secret}\n`),
  planted((secret) => `{Authorization=Bearer ${secret}, Host=api.example.org}`),
  planted((secret) => `{Host=api.example.org, Cookie=sid=${secret}; theme=dark, other=${secret}; Path=/, Via=1.1 cloudfront}`),
  planted((secret) => `"Set-Cookie":["sid=${secret}; Path=/","b=${secret}"]`),
  planted(
    (secret) =>
      `Authorization: AWS4-HMAC-SHA256 Credential=${secret}/20261121/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=${secret}\n`,
  ),
  planted((secret) => `X-Amz-Security-Token=${secret}//==, `),
  planted((secret) => `"x-api-key": "${secret}"`),
  planted((secret) => `?X-Amz-Credential=${secret}%2F20261121&X-Amz-Signature=${secret}&X-Amz-Security-Token=${secret}%2B`),
  planted((secret) => `{"user":"ann","password":"${secret} \\" ${secret}"}`),
  planted((secret) => `{"body":"{\\"client_secret\\":\\"${secret}\\\\\\"${secret}\\"}"}`),
  planted((secret) => `grant_type=password&username=ann&password=${secret}%26${secret}&scope=all`),
  planted((secret) => `{user=ann, password=${secret} and ${secret}, role=admin}`),
  planted((secret) => `{'db_password': '${secret}', 'port': 5432}`),
  planted((secret) => `<wsse:Password Type="PasswordText">${secret}</wsse:Password>`),
  planted((secret) => `postgres://app:${secret}@db.internal:5432/orders`),
  planted((secret) => `AWS_SECRET_ACCESS_KEY=${secret}/abcdefgh+${secret}`),
  planted((secret) => `redirect=https%3A%2F%2Fx%2F%3Faccess_token%3D${secret}%26y%3D1`),
  planted((secret) => `-----BEGIN RSA PRIVATE KEY-----\nMII${secret}\n${secret}==\n-----END RSA PRIVATE KEY-----`),
  planted((secret) => `ASIA${secret}`, chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 16)),
  planted((secret) => `xoxb-1234567890-${secret}`),
  planted((secret) => `ghp_${secret}${secret}`),
  planted((secret) => `sk_live_${secret}`),
  planted((secret) => `https://hooks.slack.com/services/T0/B0/${secret}`),
  planted((secret) => `${secret}@mail.example.com`),
  planted((secret) => secret, fc.constantFrom('4111 1111 1111 1111', '378282246310005', '5555-5555-5555-4444', '6011111111111117')),
);

const LINES = [
  'Extended Request Id: Vwc2MGFUrPEFV_g=',
  'Verifying Usage Plan for request: 7e0b4f3c-11aa-4bbb-8ccc-0123456789ab. API Key: API Stage: abc123def4/prod',
  'API Key: ****BeFFOj API Stage: abc123def4/prod',
  "API Key authorized because method 'GET /echo' does not require API Key. Request will not contribute to throttle or quota limits",
  'Key throttle limit exceeded for RestApi abc123def4, Stage prod, Resource k0w8mc, HttpMethod POST. Limit: 1.00 Burst: 1',
  'Method request headers: {Authorization=*****************cQmUuZ, content-type= application/json, X-Amzn-Trace-Id=Root=1-67891233-abcdef012345678912345678}',
  'Sending request to https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders:live/invocations',
  'Execution failed due to configuration error: Output mapping refers to an invalid method response: 200',
  'Execution failed due to configuration error: API Gateway does not have permission to assume the provided role arn:aws:iam::123456789012:role/api',
  'Method completed with status: 500',
  'Authorizer result body before parsing: {"principalId":"user","policyDocument":{"Version":"2012-10-17"}}',
  'Invalid key=value pair (missing equal-sign) in Authorization header',
  '{"message":"Missing Authentication Token"}',
  '{"message": "Internal server error", "requestId":"7e0b4f3c-11aa-4bbb-8ccc-0123456789ab"}',
  '{"errorType":"SyntaxError","errorMessage":"Unexpected token e in JSON at position 0","trace":["at Object.token (/var/task/index.js:10:5)"]}',
  'SyntaxError: Unexpected token: punc (})',
  "KeyError: 'password'",
  'password: must be at least 8 characters',
  'Basic authentication is required; Bearer token missing',
  'at Object.<anonymous> (/var/task/node_modules/.pnpm/express@4.18.2/node_modules/express/lib/router.js:12:3)',
  'REPORT RequestId: 7e0b4f3c-11aa-4bbb-8ccc-0123456789ab\tDuration: 3000.00 ms\tMemory Size: 512 MB',
  '"credentials": "arn:aws:iam::123456789012:role/api"',
  '"requestParameters": {"integration.request.header.Authorization": "method.request.header.Authorization"}',
  '{"token": "$input.params(\'token\')", "apiKeyRequired": true, "tokenType": "Bearer", "accessToken": null}',
  'Access-Control-Allow-Credentials=true, Access-Control-Allow-Headers=Authorization,X-Api-Key',
  'timestamp 1763647200000, order 4111111111111112, account 123456789012',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'Sending request to https://backend.example.org:8443[TRUNCATED]',
  'Sending request to https://backend.example.org/orders/17[TRUNCATED]',
  'at 1763647200000 for account 123456789012 [TRUNCATED]',
  'Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW',
];
const ordinaryText = fc.array(fc.constantFrom(...LINES), { maxLength: 4 }).map((lines) => lines.join('\n'));

describe('redact', () => {
  test('lets no planted secret survive, whatever stands around it', () => {
    fc.assert(
      fc.property(ordinaryText, fc.array(secrets, { minLength: 1, maxLength: 3 }), ordinaryText, (before, plants, after) => {
        const redacted = redact([before, ...plants.map(({ text }) => text), after].join('\n'));
        for (const secret of plants.flatMap((plant) => plant.secrets)) expect(redacted).not.toContain(secret);
      }),
      { numRuns: 600 },
    );
  });

  test('finds a secret inside a line, after and before any printable text without quotes and separators', () => {
    const prefix = chars(`${LETTERS} .,()/`, 0, 20).map((text) => `${text} `);
    fc.assert(
      fc.property(prefix, secrets, prefix, (before, { text, secrets: values }, after) => {
        const redacted = redact(`${before}${text} ${after}`);
        for (const value of values) expect(redacted).not.toContain(value);
      }),
      { numRuns: 600 },
    );
  });

  test('leaves text without secrets as it is', () => {
    fc.assert(
      fc.property(ordinaryText, (text) => {
        expect(redact(text)).toBe(text);
      }),
    );
    for (const line of LINES) expect(redact(line)).toBe(line);
  });

  test('changes nothing the second time, and never throws', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.tuple(ordinaryText, secrets, fc.string()).map(([a, b, c]) => a + b.text + c),
    );
    const fragments = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'token',
            '=',
            ':',
            '"',
            "'",
            '\\',
            '{',
            '}',
            '[',
            ']',
            ', ',
            'Cookie',
            'Bearer ',
            '@a.org',
            '‹redacted›',
            '&',
            '\n',
          ),
          chars(TOKEN, 1, 6),
        ),
        { maxLength: 25 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(anything, fragments), (text) => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['{"password":"hunter2","user":"ann"}', '{"password":"‹redacted›","user":"ann"}'],
    ['{"pin":1234,"ok":true}', '{"pin":"‹redacted›","ok":true}'],
    ['{"credentials":{"user":"ann","pass":"x"},"a":1}', '{"credentials":"‹redacted›","a":1}'],
    ['{"access_token":"abc [TRUNCATED]', '{"access_token":"‹redacted› [TRUNCATED]'],
    ['{Authorization=Bearer abc.def, Host=a.example.org}', '{Authorization=Bearer ‹redacted›, Host=a.example.org}'],
    ['{Set-Cookie=a=1; Path=/, b=2; Path=/, Content-Length=4}', '{Set-Cookie=‹redacted›, Content-Length=4}'],
    ['map[Authorization:[Bearer abc] Host:[x]]', 'map[Authorization:[‹redacted›] Host:[x]]'],
    ["curl -H 'Authorization: Basic dXNlcjpwYXNz' https://x.example/", "curl -H 'Authorization: Basic ‹redacted›' https://x.example/"],
    ['GET /k?X-Amz-Date=20261121T000000Z&X-Amz-Signature=ab12', 'GET /k?X-Amz-Date=20261121T000000Z&X-Amz-Signature=‹redacted›'],
    ['role arn:aws:sts::123456789012:assumed-role/admin/ann@example.org', 'role arn:aws:sts::123456789012:assumed-role/admin/‹email›'],
    ['to=ann%40example.org%26x%3D1, @types/node@24.1.0, pkg@1.2.3-beta.rc', 'to=‹email›%26x%3D1, @types/node@24.1.0, pkg@1.2.3-beta.rc'],
    ['?q=a%3Dtoken%3Dabc%26x%3D1', '?q=a%3Dtoken%3D‹redacted›%26x%3D1'],
    ['"Set-Cookie": [\n  "a=1",\n  "b=2"\n]\n"x": 1', '"Set-Cookie": ["‹redacted›"]\n"x": 1'],
    ['{"apiKey":\n    "abc"}', '{"apiKey":\n    "‹redacted›"}'],
    ['payload=%7B%22token%22%3A%20%22abc%22%2C%20%22a%22%3A1%7D', 'payload=%7B%22token%22%3A%20%22‹redacted›%22%2C%20%22a%22%3A1%7D'],
    ['card 4111 1111 1111 1111.', 'card ‹card number›.'],
    ['-----BEGIN PRIVATE KEY-----\\nMIIabc [TRUNCATED]', '‹private key›[TRUNCATED]'],
    ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj', '‹redacted›'],
    ['oauth: GOCSPX-4f9aT7qLmN2pXc8RkVbE1wYz', 'oauth: ‹redacted›'],
    ['calling with AIzaSyD-9tSrke72PouQMn [TRUNCATED]', 'calling with ‹redacted› [TRUNCATED]'],
    ['key AKIA2E0A8F3B24[TRUNCATED]', 'key ‹redacted›[TRUNCATED]'],
    ['connect redis://:5KQthSGmim0z14[TRUNCATED]', 'connect redis://:‹redacted›[TRUNCATED]'],
    ['proxy http://qU8R7evaCC6lfD[TRUNCATED]', 'proxy http://‹redacted›[TRUNCATED]'],
    ['to ann.lee@exam[TRUNCATED]', 'to ‹email›[TRUNCATED]'],
    ['pan=41111111111[TRUNCATED]', 'pan=‹card number›[TRUNCATED]'],
  ])('keeps the shape: %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test.each([
    'token=',
    'token:"',
    'password:"abc\n',
    "token='",
    '{token=x, ',
    '{Cookie=x, ',
    'token={',
    'eyJ',
    '\\',
    'a@',
    'a@b.-_',
    'x@y.',
    '4 ',
    '://',
    '-----BEGIN PRIVATE KEY-----',
    '<a ',
    'a%40',
    'secret:["a",',
    '"a",',
    '[TRUNCATED]',
    'AIza [TRUNCATED]',
    '://a:b',
    'AKIA',
    '[TRUNCATED',
    '4111-',
    `${'aB3+'.repeat(16)}\n`,
    'GOCSPX-',
    '12345678:AA',
  ])('comes to an end on a megabyte of %j', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(redact(text).length).toBeGreaterThan(0);
  });
});

describe('redactJson', () => {
  test('hides by the name of the member, inside arrays and objects too', () => {
    expect(
      redactJson({
        headers: { authorization: 'Bearer abc', cookie: ['a=1', 'b=2'], host: 'x' },
        multi: [{ name: 'X-Api-Key', value: 'abc' }],
        cookies: { theme: 'dark' },
        log: 'password=abc',
        timeoutInMillis: 29_000,
        credentials: 'arn:aws:iam::123456789012:role/api',
        authorizerId: 'abc123',
      }),
    ).toEqual({
      headers: { authorization: 'Bearer ‹redacted›', cookie: ['‹redacted›', '‹redacted›'], host: 'x' },
      multi: [{ name: 'X-Api-Key', value: '‹redacted›' }],
      cookies: { theme: '‹redacted›' },
      log: 'password=‹redacted›',
      timeoutInMillis: 29_000,
      credentials: 'arn:aws:iam::123456789012:role/api',
      authorizerId: 'abc123',
    });
  });

  test('survives any value, however deep, and changes nothing the second time', () => {
    const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], 'x');
    expect(() => redactJson(deep)).not.toThrow();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = redactJson(value);
        expect(redactJson(once)).toEqual(once);
      }),
    );
  });
});
