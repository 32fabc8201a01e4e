import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../shared/model/repair.ts';
import { accessLogCommands, accessLogFormat } from '../../../shared/repairs/access-log.ts';
import { awsCliCommands } from '../../../shared/repairs/aws-cli.ts';
import { CHANGES, http, rest } from '../../support/every-change.ts';
import { callsOf, parseShell } from '../../support/shell.ts';

/** What the program would be called with: the look-ups first, as the shell runs them. */
const calls = (changes: readonly Change[], target = rest) => callsOf(awsCliCommands(changes, target).join('\n'));
const argument = (call: readonly string[] | undefined, flag: string): string | undefined => call?.[call.indexOf(flag) + 1];

describe('AWS CLI commands', () => {
  test('look up the resource by its path', () => {
    const [lookUp, update, deploy] = calls([CHANGES['set-request-content-handling']]);
    expect(argument(lookUp, '--query')).toBe("items[?path=='/pets/{petId}'].id");
    expect(argument(update, '--resource-id')).toBe('res123');
    expect(deploy?.slice(0, 2)).toEqual(['apigateway', 'create-deployment']);
  });

  test('look up an API of which only the name is known', () => {
    const { apiId: _unknown, ...named } = rest;
    const [lookUp, flush] = calls([CHANGES['flush-stage-cache']], { ...named, apiName: "o'hara" });
    expect(argument(lookUp, '--query')).toBe("items[?name=='o\\'hara'].id");
    expect(argument(flush, '--rest-api-id')).toBe('res123');
  });

  test('look up an integration of an HTTP API by its route', () => {
    const update = calls([CHANGES['set-integration-timeout']], http)[1];
    expect(argument(update, '--integration-id')).toBe('int456');
  });

  test('write templates and patterns as JSON, so that no text of a stranger is read as a file or a flag', () => {
    for (const selectionPattern of ['file:///etc/passwd', '--profile', "'; rm -rf ~ #", 'http://169.254.169.254/']) {
      const change: Change = { ...CHANGES['put-integration-response'], selectionPattern };
      const put = calls([change])[1];
      expect(JSON.parse(argument(put, '--cli-input-json') ?? '')).toMatchObject({ selectionPattern });
    }
    const update = calls([CHANGES['set-request-template']])[1];
    expect(JSON.parse(argument(update, '--patch-operations') ?? '')).toEqual([
      { op: 'add', path: '/requestTemplates/application~1json', value: '{"id": "$input.params(\'petId\')"}\n' },
    ]);
  });

  test('deploy once, after everything that needs it, and flush the cache after that', () => {
    const operations = calls([
      CHANGES['flush-stage-cache'],
      CHANGES['redeploy-stage'],
      CHANGES['add-binary-media-type'],
      CHANGES['remove-binary-media-type'],
    ]).map(([, operation]) => operation);
    expect(operations).toEqual(['update-rest-api', 'update-rest-api', 'create-deployment', 'flush-stage-cache']);
  });

  test.each(['allow-invoke', 'set-function-timeout', 'flush-stage-cache', 'enable-logging'] as const)(
    'do not deploy for %s, which is live at once',
    (kind) => {
      expect(awsCliCommands([CHANGES[kind]], rest).join('\n')).not.toContain('create-deployment');
    },
  );

  test('print no deployment after a remark: what is changed elsewhere is deployed there', () => {
    expect(awsCliCommands([CHANGES['add-method-response']], http)).toEqual([expect.stringMatching(/^# HTTP and WebSocket APIs/)]);
  });

  test('give a permission a statement id that Lambda takes', () => {
    expect(argument(calls([CHANGES['allow-invoke']])[0], '--statement-id')).toBe('apigateway-a1b2c3d4e5-any-GET-pets-any');
  });

  test('hand over any path, verb, pattern and template unchanged', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((value) => value.replaceAll('\0', ''));
    fc.assert(
      fc.property(text, text, text, text, (path, mediaType, template, stage) => {
        const [lookUp, update, deploy] = calls([{ kind: 'set-request-template', path, verb: 'GET', mediaType, template }], {
          ...rest,
          stage: `s${stage}`,
        });
        expect(argument(lookUp, '--query')).toBe(`items[?path=='${path.replaceAll("'", "\\'")}'].id`);
        const words = argument(update, '--patch-operations') ?? '';
        if (words.startsWith('[')) expect(JSON.parse(words)).toMatchObject([{ value: template }]);
        else expect(words).toContain(`value=${template}`);
        expect(argument(deploy, '--stage-name')).toBe(`s${stage}`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('access logging', () => {
  test.each(['REST', 'HTTP', 'WEBSOCKET'] as const)('%s: every value is quoted, so that an absent one leaves valid JSON', (kind) => {
    const line = accessLogFormat(kind).replaceAll(/\$context\.[\w.]+/g, '-');
    expect(Object.values(JSON.parse(line) as object)).toEqual(Object.keys(JSON.parse(line) as object).map(() => '-'));
    expect(accessLogFormat(kind)).toContain('$context.requestId');
    expect(accessLogFormat(kind)).not.toContain('messageString');
  });

  test('is switched on for the stage, with the format as one word', () => {
    const update = callsOf(accessLogCommands(rest).join('\n')).at(-1);
    expect(update).toContain(
      'op=replace,path=/accessLogSettings/destinationArn,value=arn:aws:logs:eu-west-1:111122223333:log-group:/aws/apigateway/pet-store-prod',
    );
    expect(update).toContain(`op=replace,path=/accessLogSettings/format,value='${accessLogFormat('REST')}'`);
  });

  test('asks for account and Region where they are not known', () => {
    const { account: _account, region: _region, ...unknown } = http;
    const commands = accessLogCommands(unknown).join('\n');
    parseShell(commands);
    expect(commands).toContain(
      'arn:aws:logs:$(aws configure get region):$(aws sts get-caller-identity --query Account --output text):log-group:/aws/apigateway/pet-store-prod',
    );
  });
});
