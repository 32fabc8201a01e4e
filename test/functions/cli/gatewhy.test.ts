import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { runCli } from '../../support/run-cli.ts';
import { healthy, nothingKnown, undeclaredStatus } from './incidents.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-cli-'));
  for (const [name, content] of Object.entries({
    'cause.json': JSON.stringify(undeclaredStatus),
    'healthy.json': JSON.stringify(healthy),
    'nothing.json': JSON.stringify(nothingKnown),
    'cut.json': JSON.stringify(undeclaredStatus).slice(0, -40),
    'version.json': JSON.stringify({ ...healthy, version: 7 }),
    'list.json': '[1, 2, 3]',
    'empty.json': '',
    'garbage.json': '%PDF-1.7 this is no incident at all',
    'bytes.json': Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  }))
    writeFileSync(at(name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

const ONE_SENTENCE = /^gatewhy: [^\n]+[.?]\n$/;

describe('called wrongly: code 2, one line on standard error', () => {
  test.for([
    { args: [], says: 'Name a command.' },
    { args: ['diagnoes'], says: 'Unknown command "diagnoes". Did you mean "diagnose"?' },
    { args: ['diagnose'], says: 'Say where to look' },
    { args: ['diagnose', '--stage', 'live'], says: '--api NAME_OR_ID' },
    { args: ['diagnose', '--incidnet', 'a.json'], says: 'Unknown option "--incidnet". Did you mean "--incident"?' },
    { args: ['diagnose', '--incident', 'a.json', '--api', 'parcels'], says: 'leave out --api' },
    { args: ['diagnose', 'a.json'], says: 'Unexpected argument "a.json".' },
    { args: ['diagnose', '--api', 'parcels', '--since', 'noon'], says: 'is not a duration' },
    { args: ['diagnose', '--api', 'parcels', '--to', '2026-03-04'], says: '--to needs --from.' },
    { args: ['diagnose', '--api', 'parcels', '--request-id', 'x', '--path', '/a'], says: 'not both' },
    { args: ['diagnose', '--api', 'parcels', '--region', 'Frankfurt'], says: '--region "Frankfurt" is not a region' },
    { args: ['capture'], says: 'Say which API' },
    { args: ['capture', '--json'], says: 'Unknown option "--json".' },
    { args: ['diagnose', '--incident', 'x.json', '--repair-for', 'pulumi'], says: '"pulumi" is not a tool that gatewhy prints for' },
    { args: ['explain', 'missing-method-respones'], says: 'Did you mean missing-method-response' },
    { args: ['explain', 'zzz'], says: 'lists them all' },
    { args: ['explain', 'stale-cache', 'twice'], says: 'Unexpected argument "twice".' },
  ])('$args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^gatewhy: [^\n]+ See "gatewhy[^\n]*--help"\.\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('could not look: code 3, one sentence on standard error', () => {
  test.for([
    { file: 'none.json', says: 'there is no such file' },
    { file: '.', says: 'it is a directory' },
    { file: 'garbage.json', says: 'is not JSON' },
    { file: 'empty.json', says: 'is empty' },
    { file: 'cut.json', says: 'is cut off' },
    { file: 'bytes.json', says: 'not UTF-8' },
    { file: 'list.json', says: 'no incident file' },
    { file: 'version.json', says: 'only version 1 is read' },
  ])('$file', async ({ file, says }) => {
    const { code, stdout, stderr } = await runCli(['diagnose', '--incident', at(file)]);
    expect(stderr).toMatch(ONE_SENTENCE);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  test('garbage on standard input', async () => {
    const { code, stderr } = await runCli(['diagnose', '--incident', '-'], { input: 'not an incident' });
    expect(stderr).toMatch(ONE_SENTENCE);
    expect(stderr).toContain('standard input');
    expect(code).toBe(3);
  });

  test('a name that would repaint the terminal is printed harmlessly', async () => {
    const { stderr } = await runCli(['diagnose', '--incident', 'a\u001B[2Jb\nc.json']);
    expect(stderr).toMatch(ONE_SENTENCE);
    expect(stderr).not.toContain('\u001B');
  });

  test.runIf(existsSync('/dev/full'))('a full disk behind standard output', async () => {
    const { code, stderr } = await runCli(['explain'], { stdout: '/dev/full' });
    expect(stderr).toBe('gatewhy: Cannot write to standard output: the disk is full.\n');
    expect(code).toBe(3);
  });

  test('no credentials anywhere', async () => {
    const { code, stdout, stderr } = await runCli(['diagnose', '--api', 'parcels', '--stage', 'live', '--region', 'eu-central-1']);
    expect(stderr).toMatch(ONE_SENTENCE);
    expect(stderr).toMatch(/credential/i);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });
});

describe('diagnose --incident', () => {
  test('ends with 1 when a cause is found, the verdict first, and says nothing on standard error', async () => {
    const { code, stdout, stderr } = await runCli(['diagnose', '--incident', at('cause.json')]);
    expect(stdout.split('\n')[0]).toContain('missing-method-response');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('reads standard input', async () => {
    const { code, stdout } = await runCli(['diagnose', '--incident', '-'], { input: JSON.stringify(undeclaredStatus) });
    expect(stdout).toContain('missing-method-response');
    expect(code).toBe(1);
  });

  test('ends with 0 when the evidence shows no fault', async () => {
    expect(await runCli(['diagnose', '--incident', at('healthy.json')])).toMatchObject({ code: 0, stderr: '' });
  });

  test('ends with 3 when nothing can be said, and prints the report all the same', async () => {
    const { code, stdout, stderr } = await runCli(['diagnose', '--incident', at('nothing.json')]);
    expect(stdout).toContain('insufficient-evidence');
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  });

  test('--json prints one JSON document whose cause is the verdict', async () => {
    const { code, stdout } = await runCli(['diagnose', '--json', '--incident', at('cause.json')]);
    expect(JSON.parse(stdout)).toMatchObject({ cause: 'missing-method-response' });
    expect(code).toBe(1);
  });

  test('--repair-for prints the repair for that tool, and without it says that there are others', async () => {
    const terraform = await runCli(['diagnose', '--incident', at('cause.json'), '--repair-for', 'terraform']);
    expect(terraform.stdout).toContain('\nRepair for terraform\n');
    expect(terraform.stdout).toContain('resource "aws_api_gateway_method_response"');
    const plain = await runCli(['diagnose', '--incident', at('cause.json')]);
    expect(plain.stdout).toContain('aws apigateway put-method-response');
    expect(plain.stdout).toMatch(/\nFor another tool: --repair-for cloudformation, cdk, terraform, serverless or openapi\n$/);
  });

  test('--repair-for adds the text to the JSON', async () => {
    const { stdout } = await runCli(['diagnose', '--incident', at('cause.json'), '--repair-for', 'openapi', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ causes: [{ repair: { printed: { tool: 'openapi', language: 'yaml' } } }] });
  });

  test.for([
    { env: {}, coloured: false },
    { env: { FORCE_COLOR: '1' }, coloured: true },
    { env: { FORCE_COLOR: '0' }, coloured: false },
    { env: { NO_COLOR: '1' }, coloured: false },
  ])('colours into a pipe with $env: $coloured', async ({ env, coloured }) => {
    const { stdout } = await runCli(['diagnose', '--incident', at('cause.json')], { env });
    expect(stdout.includes('\u001B[')).toBe(coloured);
  });

  test.for([['diagnose', '--incident', 'cause.json'] as const, ['diagnose', '--json', '--incident', 'cause.json'] as const])(
    'ends quietly with its own code when the reader hangs up: %s',
    async (args) => {
      const { code, stderr } = await runCli(
        args.map((arg) => (arg.endsWith('.json') ? at(arg) : arg)),
        { hangUp: true },
      );
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    },
  );
});

describe('explain', () => {
  test('prints the page of a cause', async () => {
    const { code, stdout, stderr } = await runCli(['explain', 'missing-method-response']);
    expect(stdout).toMatch(/^# missing-method-response\n/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.for([
    { outcome: 'no-fault', says: '--request-id' },
    { outcome: 'logging-disabled', says: '/accessLogSettings/destinationArn' },
    { outcome: 'insufficient-evidence', says: 'What would decide' },
  ])('says what $outcome means, and what to do next', async ({ outcome, says }) => {
    const { code, stdout } = await runCli(['explain', outcome]);
    expect(stdout).toMatch(new RegExp(`^# ${outcome}\n`));
    expect(stdout).toContain(says);
    expect(code).toBe(0);
  });

  test('shows headings in bold where there is colour', async () => {
    const { stdout } = await runCli(['explain', 'missing-method-response'], { env: { FORCE_COLOR: '1' } });
    expect(stdout.startsWith('\u001B[1mmissing-method-response\u001B[22m\n')).toBe(true);
  });

  test('lists every cause without a name', async () => {
    const { code, stdout } = await runCli(['explain']);
    expect(stdout.split('\n')).toContain('missing-method-response');
    expect(code).toBe(0);
  });

  test('ends quietly when the reader hangs up', async () => {
    expect(await runCli(['explain'], { hangUp: true })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('help and version', () => {
  test.for([['--help'], ['-h'], ['diagnose', '--help'], ['capture', '--help'], ['explain', '-h']])(
    '%s ends with 0 and names the exit codes',
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect(stdout).toContain('Usage:');
      expect(stdout).toContain('a cause was found');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  test('--version is that of package.json', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});
