import { readText } from '../../shared/files/read-text.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Failure, Given, OptionSpecs } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import type { GivenTexts, ReplaySettings } from './replay-given.ts';
import { finishWith, terminalWidth, wantsColour } from './terminal.ts';

const OPTIONS = {
  stage: {
    type: 'string',
    value: 'FILE',
    help: 'an OpenAPI export (oas30 or swagger, JSON, with extensions) or an incident file; - for standard input',
  },
  request: { type: 'string', value: 'FILE', help: 'the request: raw HTTP, or JSON as in an incident file; - for standard input' },
  method: { type: 'string', value: 'VERB', short: 'X', help: 'the verb, with a PATH_OR_URL; GET, or POST where there is data' },
  header: { type: 'string', value: 'LINE', short: 'H', multiple: true, help: 'a header as "Name: value"; may be repeated' },
  data: { type: 'string', value: 'TEXT', short: 'd', help: 'the body; no Content-Type is added' },
  'data-base64': { type: 'string', value: 'BASE64', help: 'the body, as bytes' },
  endpoint: {
    type: 'string',
    value: 'FILE',
    help: "what the endpoint answers, as an exchange's endpoint in an incident file; - for standard input",
  },
  'endpoint-lambda': { type: 'string', value: 'FILE', help: 'what the function returns, as it stands; - for standard input' },
  'stage-name': { type: 'string', value: 'STAGE', help: "the stage's name, where the file does not say it" },
  var: { type: 'string', value: 'NAME=VALUE', multiple: true, help: "a stage variable, over the file's own; may be repeated" },
  'log-level': { type: 'string', value: 'LEVEL', help: 'the log as a stage with INFO or ERROR writes it; everything when left out' },
  test: { type: 'boolean', help: "replay as the console's Test does" },
  json: { type: 'boolean', help: 'response and log as JSON' },
} as const satisfies OptionSpecs;

type ReplayOptions = Given<typeof OPTIONS>;

const usage = (message: string): Result<never, Failure> => err({ kind: 'usage', message });

const CURL_OPTIONS = ['method', 'header', 'data', 'data-base64'] as const;
const FILE_OPTIONS = ['stage', 'request', 'endpoint', 'endpoint-lambda'] as const;

/** What the command line itself shows to be wrong. */
const faultOf = (given: ReplayOptions, target: string | undefined): string | undefined => {
  if (given.stage === undefined) return 'Say which API to replay: --stage EXPORT_OR_INCIDENT.';
  if (given.request === undefined && target === undefined) return 'Say what to send: --request FILE, or a PATH_OR_URL.';
  if (given.request !== undefined && target !== undefined) return `Give either --request or "${target}", not both.`;
  const [curl] = CURL_OPTIONS.filter((name) => given[name] !== undefined);
  if (given.request !== undefined && curl !== undefined) return `--request reads everything from the file: leave out --${curl}.`;
  if (given.endpoint !== undefined && given['endpoint-lambda'] !== undefined)
    return 'Give either --endpoint or --endpoint-lambda, not both.';
  const [first, second] = FILE_OPTIONS.filter((name) => given[name] === '-');
  return first !== undefined && second !== undefined ? `Only one file can be standard input: --${first} or --${second}.` : undefined;
};

const LEVELS = ['INFO', 'ERROR'] as const;

const settingsOf = (given: ReplayOptions): Result<ReplaySettings, Failure> => {
  const { 'log-level': wanted, 'stage-name': stageName, var: pairs = [] } = given;
  const level = LEVELS.find((known) => known === wanted?.toUpperCase());
  if (wanted !== undefined && level === undefined) return usage(`--log-level "${wanted}" is not a level: write INFO or ERROR.`);
  if (level !== undefined && given.test) return usage('A Test logs everything: leave out --log-level or --test.');
  const variables: Record<string, string> = {};
  for (const pair of pairs) {
    const cut = pair.indexOf('=');
    if (cut < 1) return usage(`--var "${pair}" is not a stage variable: write it as NAME=VALUE.`);
    variables[pair.slice(0, cut)] = pair.slice(cut + 1);
  }
  return ok({ log: level ?? 'everything', test: given.test ?? false, variables, ...(stageName !== undefined && { stageName }) });
};

const readFiles = async (given: ReplayOptions): Promise<Result<GivenTexts, Failure>> => {
  const texts: Record<string, { name: string; text: string }> = {};
  for (const option of FILE_OPTIONS) {
    const path = given[option];
    if (path === undefined) continue;
    const name = path === '-' ? 'standard input' : path;
    const text = await readText(path);
    if (!text.ok) return err({ kind: 'could-not-look', message: `Cannot read ${name}: ${text.failure}.` });
    texts[option] = { name, text: text.value };
  }
  return ok(texts);
};

/** Stage, request and the endpoint's answer, from files or flags → response and execution log. */
export const replayCommand = defineCommand({
  name: 'replay',
  about: 'Send one request through an API as API Gateway would, and print response and execution log.',
  usage: [
    'replay --stage EXPORT_OR_INCIDENT --request FILE [--endpoint FILE | --endpoint-lambda FILE] [--log-level INFO|ERROR | --test] [--json]',
    "replay --stage EXPORT_OR_INCIDENT PATH_OR_URL [-X VERB] [-H 'Name: value']... [-d TEXT | --data-base64 BASE64] [--endpoint FILE] [--json]",
  ],
  argument: 'PATH_OR_URL',
  options: OPTIONS,
  async run(given, target) {
    const fault = faultOf(given, target);
    if (fault !== undefined) return usage(fault);
    const settings = settingsOf(given);
    if (!settings.ok) return settings;
    const texts = await readFiles(given);
    if (!texts.ok) return texts;
    const { method, header: headers, data, 'data-base64': dataBase64 } = given;
    const curl =
      target === undefined
        ? undefined
        : { target, ...(method && { method }), ...(headers && { headers }), ...(data && { data }), ...(dataBase64 && { dataBase64 }) };
    const { replayGiven, replayReportText } = await import('./replay-given.ts');
    const report = replayGiven(texts.value, curl, settings.value, new Date());
    if (!report.ok) return report;
    const text = replayReportText(report.value, given.json ? 'json' : { colour: wantsColour(), width: terminalWidth() });
    const { answer } = report.value;
    if (answer.kind === 'awaiting-endpoint') return finishWith(text, EXIT.couldNotLook);
    return finishWith(text, answer.response.status >= 500 ? EXIT.cause : EXIT.noFault);
  },
});
