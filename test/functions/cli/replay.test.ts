import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../support/run-cli.ts';
import { REPLAY_FILES } from './replay-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-replay-'));
  for (const [name, content] of Object.entries(REPLAY_FILES)) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A word that names one of the files becomes its path. */
const replay = (words: string, { input, more = [] }: { input?: string; more?: readonly string[] } = {}) =>
  runCli(['replay', ...words.split(' ').map((word) => (word in REPLAY_FILES ? join(folder, word) : word)), ...more], {
    ...(input !== undefined && { input }),
  });

/** The replay's clock stands in the log of a Test, in `$context`, and in a signature's date. */
const timeless = (text: string): string =>
  text
    .replaceAll(/[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4} :/g, 'Fri Nov 20 10:00:00 UTC 2026 :')
    .replaceAll(/\d{8}T\d{6}Z/g, '20261120T100000Z')
    .replaceAll(/\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000/g, '20/Nov/2026:10:00:00 +0000')
    .replaceAll(/("requestTimeEpoch\\?":\s*)\d{13}/g, '$11795168800000');

describe.concurrent('every form ends with its code, and prints what stands in its golden file', () => {
  test.for([
    { name: 'mock', words: '--stage incident.json /greeting?name=Ann', code: 0 },
    { name: 'export', words: '--stage oas30.json /greeting?name=Ann --var audience=all', code: 0 },
    { name: 'swagger', words: '--stage swagger.json /greeting --stage-name beta', code: 0 },
    { name: 'working-copy', words: '--stage working-copy.json /greeting', code: 0 },
    { name: 'partial', words: '--stage partial.json /noted --endpoint answer.json --log-level INFO', code: 0 },
    { name: 'awaiting-endpoint', words: '--stage incident.json --request get.http', code: 3 },
    { name: 'answered', words: '--stage incident.json --request get.http --endpoint answer.json', code: 0 },
    { name: 'lambda-output', words: '--stage incident.json --request request.json --endpoint-lambda output.json', code: 0 },
    { name: 'malformed', words: '--stage incident.json --request get.http --endpoint malformed.json', code: 1 },
    { name: 'malformed-error', words: '--stage incident.json --request get.http --endpoint malformed.json --log-level ERROR', code: 1 },
    { name: 'thrown', words: '--stage incident.json --request get.http --endpoint thrown.json --log-level info', code: 1 },
    { name: 'undeclared', words: '--stage incident.json --request put.http --endpoint not-found.json', code: 1 },
    { name: 'timeout', words: '--stage incident.json --request put.http --endpoint timeout.json', code: 1 },
    { name: 'backend-503', words: '--stage incident.json /label --endpoint hostile.json', code: 1 },
    { name: 'bytes', words: '--stage incident.json /label -HAccept:image/png --endpoint label.json', code: 0 },
    { name: 'test', words: '--stage incident.json /label --endpoint label.json --test', code: 0 },
    { name: 'mock-without-template', words: '--stage incident.json /label -X OPTIONS -HContent-Type:image/png', code: 1 },
    { name: 'unknown-route', words: '--stage incident.json /nowhere', code: 0 },
    { name: 'upload', words: '--stage incident.json --request upload.json', code: 3 },
    {
      name: 'unsupported-media-type',
      words:
        '--stage incident.json https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/live/parcels/7 -XPUT -d a=b -H Content-Type:text/plain',
      code: 0,
    },
  ])('$name', async ({ name, words, code: expected }, { expect }) => {
    const { code, stdout, stderr } = await replay(words);
    await expect(timeless(stdout)).toMatchFileSnapshot(`../../golden/replay/${name}.txt`);
    expect({ code, stderr }).toEqual({ code: expected, stderr: '' });
  });
});

describe.concurrent('--json prints one document', () => {
  test.for([
    { name: 'malformed', words: '--stage incident.json --request get.http --endpoint malformed.json --log-level INFO --json', code: 1 },
    { name: 'bytes', words: '--stage incident.json /label -HAccept:image/png --endpoint label.json --log-level INFO --json', code: 0 },
    { name: 'awaiting-endpoint', words: '--stage incident.json --request put.http --log-level INFO --json', code: 3 },
  ])('$name', async ({ name, words, code: expected }, { expect }) => {
    const { code, stdout } = await replay(words);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    await expect(timeless(stdout)).toMatchFileSnapshot(`../../golden/replay/${name}.json`);
    expect(code).toBe(expected);
  });
});

test('flags and files say the same request', async () => {
  const answer = '--stage incident.json --endpoint answer.json';
  const flags = await replay(`${answer} /parcels/7?full=yes --header`, { more: ['Accept: application/json'] });
  expect(timeless(flags.stdout)).toBe(timeless((await replay(`${answer} --request get.http`)).stdout));
  expect(timeless(flags.stdout)).toBe(timeless((await replay(`${answer} --request request.json`)).stdout));
});

test('data makes a POST of it, and bytes are given in base64', async () => {
  const { stdout } = await replay('--stage incident.json /parcels/7 --data-base64 e30= --json');
  expect(JSON.parse(stdout)).toMatchObject({ request: { method: 'POST' }, response: { status: 403 } });
});

test('each file may come from standard input', async () => {
  const input = REPLAY_FILES['incident.json'] ?? '';
  expect(await replay('--stage - /greeting', { input })).toMatchObject({ code: 0, stderr: '' });
  expect((await replay('--stage incident.json --request -', { input: 'GET /greeting\n' })).code).toBe(0);
});

test('a base path of a custom domain is taken off, by URL or by Host', async () => {
  const greeted = { code: 0, stdout: expect.stringContaining('GET /greeting') as unknown };
  expect(await replay('--stage domains.json https://api.example.com/v1/greeting')).toMatchObject(greeted);
  expect(await replay('--stage domains.json /v1/greeting -H Host:api.example.com')).toMatchObject(greeted);
});

test('a response cannot repaint the terminal', async () => {
  expect((await replay('--stage incident.json /label --endpoint hostile.json')).stdout).not.toContain('\u001B');
});

describe.concurrent('called wrongly: code 2, one line on standard error', () => {
  test.for([
    { words: '/greeting', says: 'Say which API to replay: --stage EXPORT_OR_INCIDENT.' },
    { words: '--stage incident.json', says: 'Say what to send: --request FILE, or a PATH_OR_URL.' },
    { words: '--stage incident.json /a --request get.http', says: 'Give either --request or "/a", not both.' },
    { words: '--stage incident.json --request get.http -X PUT', says: 'leave out --method' },
    {
      words: '--stage incident.json /a --endpoint answer.json --endpoint-lambda output.json',
      says: 'Give either --endpoint or --endpoint-lambda',
    },
    { words: '--stage - --request -', says: 'Only one file can be standard input: --stage or --request.' },
    { words: '--stage incident.json /a --log-level DEBUG', says: '--log-level "DEBUG" is not a level: write INFO or ERROR.' },
    { words: '--stage incident.json /a --log-level INFO --test', says: 'A Test logs everything' },
    { words: '--stage incident.json /a --var fn', says: '--var "fn" is not a stage variable: write it as NAME=VALUE.' },
    { words: '--stage incident.json /a -X 7', says: '--method "7" is not a verb' },
    { words: '--stage incident.json /a -H nothing', says: '--header "nothing" is not a header' },
    { words: '--stage incident.json /a -d @body.json', says: 'names a file, which is not read' },
    { words: '--stage incident.json /a -d a --data-base64 e30=', says: 'Give either --data or --data-base64, not both.' },
    { words: '--stage incident.json /a --data-base64 %', says: '--data-base64 is not base64.' },
    { words: '--stage incident.json /a -X GET -X PUT', says: '-X is given twice.' },
    { words: '--stage incident.json /a -q', says: 'Unknown option "-q".' },
  ])('$words', async ({ words, says }, { expect }) => {
    const { code, stdout, stderr } = await replay(words);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^gatewhy: [^\n]+ See "gatewhy replay --help"\.\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe.concurrent('unreadable: code 3, one line that names the file and what to do', () => {
  test.for([
    { words: '--stage none.json /a', says: 'Cannot read none.json: there is no such file' },
    { words: '--stage empty.json /a', says: 'empty.json: It is empty.' },
    { words: '--stage cut.json /a', says: 'It is cut off: its JSON ends in the middle at line 1' },
    { words: '--stage garbage.json /a', says: 'It is not JSON: it breaks at line 1, column 13.' },
    { words: '--stage list.json /a', says: 'no object' },
    { words: '--stage other.json /a', says: 'neither an OpenAPI export ("openapi" or "swagger") nor an incident file' },
    { words: '--stage export.yaml /a', says: 'It is YAML: export it as JSON' },
    { words: '--stage http-api.json /a', says: 'only REST APIs can be replayed' },
    { words: '--stage http-incident.json /a', says: 'only REST APIs can be replayed' },
    { words: '--stage no-methods.json /a', says: 'The incident file holds no methods' },
    { words: '--stage domains.json https://api.example.com/v2/a', says: 'Its domains give /v2/a to API f6g7h8i9j0, stage next' },
    { words: '--stage domains.json https://api.example.com/a', says: 'api.example.com maps no base path to /a: API Gateway answers 403' },
    { words: '--stage domains.json https://api.example.com/ping', says: 'API Gateway keeps /ping of api.example.com for itself' },
    { words: '--stage partial.json /a', says: 'It holds no method for GET /a, and does not hold every method' },
    { words: '--stage partial.json /noted -X POST', says: 'It does not say the uri of the integration of POST /noted' },
    { words: '--stage partial.json /noted -X PUT', says: 'It does not hold the integration of PUT /noted with its type' },
    { words: '--stage no-paths.json /a', says: 'without "paths"' },
    { words: '--stage no-extensions.json /a', says: 'It has no x-amazon-apigateway-integration' },
    { words: '--stage incident.json --request none.http', says: 'Cannot read none.http' },
    { words: '--stage incident.json --request empty.json', says: 'It is empty: write the request as' },
    { words: '--stage incident.json --request no-line.http', says: 'Its first line is no request' },
    { words: '--stage incident.json --request no-header.http', says: 'Its line 2 is no header' },
    { words: '--stage incident.json --request short.http', says: 'Its Content-Length says 99, but its body has 6 bytes' },
    { words: '--stage incident.json --request no-path.json', says: 'Its "path" is missing' },
    { words: '--stage incident.json --request no-verb.json', says: 'Its "method" must be a verb' },
    { words: '--stage incident.json --request bad-headers.json', says: 'the value of "Accept" must be a text' },
    { words: '--stage incident.json --request bad-base64.json', says: 'Its "body.base64" is not base64.' },
    { words: '--stage incident.json /a --endpoint none.json', says: 'Cannot read none.json' },
    { words: '--stage incident.json /a --endpoint no-kind.json', says: 'Its "kind" must be one of lambda, http' },
    { words: '--stage incident.json /a --endpoint no-output.json', says: 'It has no "output"' },
    { words: '--stage incident.json /a --endpoint bad-status.json', says: 'Its "status" must be a number from 100 to 599.' },
  ])('$words', async ({ words, says }, { expect }) => {
    const { code, stdout, stderr } = await replay(words);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^gatewhy: [^\n]+[.)]\n$/);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });
});
