import { answerReplay, type ReplayQuestion } from '../../shared/diagnosis/replay/answer-replay.ts';
import { type CurlRequest, curlRequest } from '../../shared/diagnosis/replay/curl-request.ts';
import { lambdaOutput, readEndpoint } from '../../shared/diagnosis/replay/read-endpoint.ts';
import { readRequest } from '../../shared/diagnosis/replay/read-request.ts';
import { type ReplayStage, readReplayStage } from '../../shared/diagnosis/replay/read-stage.ts';
import { settleDomain } from '../../shared/diagnosis/replay/settle-domain.ts';
import { settleMethod } from '../../shared/diagnosis/replay/settle-method.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { replayJson } from '../../shared/reports/replay-json.ts';
import type { ReplayReport } from '../../shared/reports/replay-report.ts';
import { replayText } from '../../shared/reports/replay-text.ts';
import type { TerminalOptions } from '../../shared/reports/terminal.ts';
import type { Failure } from './command.ts';

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The files that were given, by the option that names them. */
export type GivenTexts = Readonly<Record<string, NamedText>>;

export interface ReplaySettings extends Pick<ReplayQuestion, 'log' | 'test'> {
  readonly stageName?: string;
  readonly variables: Readonly<Record<string, string>>;
}

const missing = (what: string): Result<never, Failure> => err({ kind: 'usage', message: `Give the ${what}.` });

const read = <Value>(file: NamedText, reader: (text: string) => Result<Value, string>): Result<Value, Failure> => {
  const value = reader(file.text);
  return value.ok ? value : err({ kind: 'could-not-look', message: `${file.name}: ${value.failure}` });
};

const requestOf = (file: NamedText | undefined, curl: CurlRequest | undefined): Result<ReplayQuestion['request'], Failure> => {
  if (file) return read(file, readRequest);
  if (!curl) return missing('request');
  const request = curlRequest(curl);
  return request.ok ? request : err({ kind: 'usage', message: request.failure });
};

type Target = Pick<ReplayQuestion, 'stage' | 'request'>;

const named = (stage: ReplayStage, { stageName, variables }: ReplaySettings): ReplayStage => {
  const { settings } = stage;
  const whole = { ...settings, variables: { ...settings.variables, ...variables }, ...(stageName !== undefined && { stageName }) };
  return { ...stage, settings: whole };
};

const targetOf = (file: NamedText | undefined, request: ReplayQuestion['request'], settings: ReplaySettings): Result<Target, Failure> => {
  if (!file) return missing('stage');
  return read(file, (text) => {
    const known = readReplayStage(text);
    if (!known.ok) return known;
    const stage = named(known.value, settings);
    const behind = settleDomain(stage, request);
    if (!behind.ok) return behind;
    const settled = settleMethod(stage, behind.value);
    return settled.ok ? ok({ stage: settled.value, request: behind.value }) : settled;
  });
};

const endpointOf = (texts: GivenTexts): Result<Pick<ReplayQuestion, 'endpoint'>, Failure> => {
  const [file, output] = [texts.endpoint, texts['endpoint-lambda']];
  if (output) return ok({ endpoint: lambdaOutput(output.text) });
  if (!file) return ok({});
  const endpoint = read(file, readEndpoint);
  return endpoint.ok ? ok({ endpoint: endpoint.value }) : endpoint;
};

/** Texts and flags → the replay. Loaded when there is something to replay: help and usage errors need none of it. */
export const replayGiven = (
  texts: GivenTexts,
  curl: CurlRequest | undefined,
  settings: ReplaySettings,
  at: Date,
): Result<ReplayReport, Failure> => {
  const request = requestOf(texts.request, curl);
  if (!request.ok) return request;
  const target = targetOf(texts.stage, request.value, settings);
  if (!target.ok) return target;
  const endpoint = endpointOf(texts);
  if (!endpoint.ok) return endpoint;
  const { log, test } = settings;
  return ok(answerReplay({ ...target.value, ...endpoint.value, log, test, at }));
};

export const replayReportText = (report: ReplayReport, form: 'json' | TerminalOptions): string =>
  form === 'json' ? `${JSON.stringify(replayJson(report), null, 2)}\n` : replayText(report, form);
