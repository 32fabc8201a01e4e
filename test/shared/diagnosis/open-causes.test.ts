import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { causes } from '../../../shared/causes/index.ts';
import { QUESTIONS } from '../../../shared/causes/question.ts';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { nextQuery } from '../../../shared/diagnosis/next-query.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { bareScene, scenesOf } from '../../../shared/diagnosis/scenes.ts';
import { bestQuestion } from '../../../shared/diagnosis/undecided.ts';
import type { Diagnosis } from '../../../shared/model/diagnosis.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { incidentOf } from '../../support/evidence-cuts.ts';
import { FAMILIES, type FamilyId } from '../../support/evidence-families.ts';

const ID = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const api: IncidentFile['api'] = { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1' };
const answer = (rest: Partial<IncidentFile>): Diagnosis => diagnose(readIncident({ version: 1, api, ...rest }));
const traceOf = (...lines: readonly string[]): Partial<IncidentFile> => ({
  logs: { execution: lines.map((line) => ({ message: `(${ID}) ${line}` })) },
});
const TIMEOUT = 'Execution failed due to a timeout error';
const reasonFor = ({ ruledOut }: Diagnosis, id: string): string | undefined => ruledOut.find(({ cause }) => cause === id)?.reason;

describe('a cause of the same symptom is ruled out by a fact, or open with a look-up', () => {
  const families = Object.keys(FAMILIES) as FamilyId[];

  test.each(families)('and none is left unsaid, beside %s', (family) => {
    const diagnosis = diagnose(readIncident(incidentOf(family, 'everything')));
    const status = Number(FAMILIES[family].access.status);
    const symptom = causes.filter(({ seenAs }) =>
      seenAs.some((seen) =>
        status === 200 ? seen === 'success' : family.startsWith('authorizer') ? seen === 'authorizer-500' : seen.endsWith(`-${status}`),
      ),
    );
    const said = [...diagnosis.causes, ...diagnosis.ruledOut, ...diagnosis.open].map(({ cause }) => cause);
    expect(said).toEqual(expect.arrayContaining(symptom.map(({ id }) => id)));
    expect(new Set(said).size).toBe(said.length);
  });

  test('another failure line rules out every cause that would have left its own', () => {
    const diagnosis = answer(traceOf('HTTP Method: GET, Resource Path: /a', TIMEOUT, 'Method completed with status: 504'));
    expect(diagnosis.verdict).toBe('integration-timeout');
    expect(reasonFor(diagnosis, 'backend-error')).toBe(`The gateway names another fault: "${TIMEOUT}".`);
  });

  test('a line that several faults can leave rules out none of them', () => {
    const diagnosis = answer(
      traceOf('Execution failed due to configuration error: Unable to transform request', 'Method completed with status: 500'),
    );
    expect(diagnosis.candidates).toEqual(expect.arrayContaining(['mock-binary-media-types', 'request-template-error']));
    expect(reasonFor(diagnosis, 'mock-status-code-missing')).toMatch(/^The /);
  });

  test('a target that is not reached any more is ruled out by where the request ended', () => {
    const refusal = {
      status: 403,
      headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
      body: '{"message":"Missing Authentication Token"}',
    };
    const diagnosis = answer({
      ...traceOf(),
      config: { resources: [{ path: '/a', resourceMethods: { GET: { httpMethod: 'GET', methodIntegration: { type: 'HTTP_PROXY' } } } }] },
      exchanges: [{ request: { method: 'GET', path: '/b' }, response: refusal }],
    });
    expect(diagnosis.verdict).toBe('missing-route');
    expect(reasonFor(diagnosis, 'authorizer-cached-policy')).toMatch(/^Its refusal has other words/);
  });

  test('a fact of its own stands before one that holds for many', () => {
    const { ruledOut } = answer(
      traceOf('Execution failed due to configuration error: Malformed Lambda proxy response', 'Method completed with status: 502'),
    );
    const isGeneral = ruledOut.map(({ reason }) =>
      /^(?:The gateway names another fault|A request ends once|The request ended before)|nothing there speaks for it/.test(reason),
    );
    expect(isGeneral).toContain(true);
    expect(isGeneral).toEqual([...isGeneral].sort((a, b) => Number(a) - Number(b)));
  });

  test('no half of a long line is shown that could hide half of a secret', () => {
    const diagnosis = answer(
      traceOf(
        `Lambda execution failed with status 200 due to customer function error: ${'x'.repeat(80)} secret-0123456789. Lambda request id: ${ID}`,
        'Method completed with status: 502',
      ),
    );
    expect(diagnosis.ruledOut.map(({ reason }) => reason).join('\n')).not.toMatch(/secret-|xxx/);
  });

  test('a healthy request leaves nothing open', () => {
    const diagnosis = answer({ exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 200, body: 'ok' } }] });
    expect(diagnosis).toMatchObject({ verdict: 'no-fault', open: [], next: [] });
  });
});

describe('the look-up that would decide', () => {
  test('is one for all causes that share it', () => {
    const { open } = answer({ exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 502 } }] });
    const byCommand = Map.groupBy(open, ({ query }) => query.command);
    expect(open.length).toBeGreaterThan(byCommand.size);
    for (const group of byCommand.values()) expect(new Set(group.map(({ query }) => query.why)).size).toBe(1);
  });

  test('is not one whose answer is there', () => {
    const { export: known, ...rest } = {
      export: { openapi: '3.0.1', paths: {} },
      exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 502 } }],
    };
    const commands = answer({ ...rest, config: { deployed: known } }).open.map(({ query }) => query.command);
    expect(commands.join('\n')).not.toContain('get-export');
    expect(
      answer(rest)
        .open.map(({ query }) => query.command)
        .join('\n'),
    ).toContain('get-export');
  });

  test('of several is the one that decides on the most causes, and of equals the cheaper', () => {
    expect(
      bestQuestion([
        { cause: 'stale-deployment', question: 'deployed-export' },
        { cause: 'lambda-timeout', question: 'execution-trace' },
        { cause: 'lambda-throttled', question: 'execution-trace' },
      ]),
    ).toBe('execution-trace');
    expect(
      bestQuestion([
        { cause: 'lambda-error-as-success', question: 'endpoint-answer' },
        { cause: 'stale-deployment', question: 'deployed-export' },
      ]),
    ).toBe('deployed-export');
    expect(bestQuestion([])).toBeUndefined();
  });

  test('turns the log on where the stage writes none', () => {
    const { verdict, next } = answer({
      config: { stage: { stageName: 'prod', methodSettings: { '*/*': { loggingLevel: 'OFF' } } } },
      exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 502 } }],
    });
    expect(verdict).toBe('insufficient-evidence');
    expect(next[0]?.command).toContain('aws apigateway update-stage');
    expect(next[0]?.command).toContain('op=replace,path=/*/*/logging/dataTrace,value=true');
  });

  test('names the API, the stage, the Region and the minutes around the request', () => {
    const { next } = answer({
      logs: {
        access: {
          format: '$context.requestId $context.status',
          events: [{ timestamp: Date.UTC(2026, 10, 20, 14, 5), message: `${ID} 502` }],
        },
      },
    });
    expect(next[0]?.command.replaceAll(/\s*\\\n\s*/g, ' ')).toBe(
      `aws logs filter-log-events --log-group-name API-Gateway-Execution-Logs_a1b2c3d4e5/prod --start-time 1795183200000 --end-time 1795183800000 --filter-pattern '"${ID}"' --region eu-west-1`,
    );
  });

  test('asks an HTTP API for its access log', () => {
    const { next } = diagnose(
      readIncident({
        version: 1,
        api: { ...api, kind: 'HTTP' },
        exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 500 } }],
      }),
    );
    expect(next[0]?.command).toMatch(/^aws apigatewayv2 get-stage \\\n {4}--api-id a1b2c3d4e5 /);
  });

  test.each(QUESTIONS)('%s is a command whose every argument a shell takes as it is meant', (question) => {
    const odd = `/it's/$(touch x)/"a"`;
    const incident = readIncident({
      version: 1,
      api: { ...api, name: "o'rders", stage: "pr'od" },
      exchanges: [{ request: { method: 'GET', path: odd, headers: { Accept: "a'b`c`" } }, response: { status: 500 } }],
    });
    const scene = scenesOf(incident)[0]?.scene ?? bareScene(incident, 'api');
    const { command, why } = nextQuery({ scene, target: incident.target }, question);
    expect(why).toMatch(/\.$/);
    const [first = ''] = /^(?:aws|curl)/.exec(command) ?? [];
    expect(first).not.toBe('');
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `${first}() { printf '%s\\n' "$@"; }; set -eu; ${command}`], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toBe('');
    if (command.includes('--stage-name')) expect(stdout.split('\n')).toContain("pr'od");
    if (command.includes('--url') && question !== 'endpoint-directly') expect(stdout).toContain(odd);
  });
});

test('every cause asks something that can be answered, and lists no question twice', () => {
  for (const { asks } of causes) expect(new Set(asks).size).toBe(asks.length);
});
