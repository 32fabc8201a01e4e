import { compileStage } from '../../gateway/compile-stage.ts';
import { withQuery } from '../../gateway/endpoint-uri.ts';
import type { EndpointAnswer, GatewayRequest } from '../../gateway/exchange.ts';
import { type Replay, replay } from '../../gateway/gateway.ts';
import { loggedEvents, type PrintOptions, printTrace } from '../../logs/print-trace.ts';
import type { TraceEvent } from '../../model/trace.ts';
import type { LoggedStep, ReplayAnswer, ReplayReport, ReplayStep } from '../../reports/replay-report.ts';
import type { ReplayStage } from './read-stage.ts';
import { failedStep, stepsOf } from './trace-steps.ts';

export interface ReplayQuestion {
  readonly stage: ReplayStage;
  readonly request: GatewayRequest;
  readonly endpoint?: EndpointAnswer;
  /** `everything`: INFO with the data trace. */
  readonly log: 'everything' | 'INFO' | 'ERROR';
  /** As the console's Test runs it: no authorizer, no API key, no binary media types. */
  readonly test: boolean;
  readonly at: Date;
}

/** Of every replay: nobody looks it up. */
const REQUEST_ID = '00000000-0000-4000-8000-000000000000';
const PREFIX = `(${REQUEST_ID}) `;

/** One event as API Gateway writes it; the request id stands in the head of the log. */
const lineOf = (event: TraceEvent, { test, at }: ReplayQuestion): readonly string[] => {
  const all = { form: 'cloudwatch', requestId: REQUEST_ID, level: 'INFO', dataTrace: true } as const satisfies PrintOptions;
  return test
    ? printTrace([event], { form: 'test', requestId: REQUEST_ID, at }).slice(1)
    : printTrace([event], all).map((line) => line.slice(PREFIX.length));
};

/** A silent failure has its place before what the gateway says in the end. */
const withSilent = (steps: readonly LoggedStep[], failed: ReplayStep | undefined): readonly LoggedStep[] => {
  if (failed === undefined || steps.some(({ step }) => step === failed)) return steps;
  const end = steps.findIndex(({ step }) => step === 'Gateway response' || step === 'Completed');
  return steps.toSpliced(end < 0 ? steps.length : end, 0, { step: failed, lines: [] });
};

const logOf = (trace: readonly TraceEvent[], question: ReplayQuestion, failed: ReplayStep | undefined): readonly LoggedStep[] => {
  const { log, test } = question;
  const shown = new Set(
    test ? trace : loggedEvents(trace, log === 'everything' ? { level: 'INFO', dataTrace: true } : { level: log, dataTrace: false }),
  );
  const steps: { step: ReplayStep; lines: string[] }[] = [];
  for (const { event, step } of stepsOf(trace)) {
    const lines = shown.has(event) ? lineOf(event, question) : [];
    const last = steps.at(-1);
    if (last?.step === step) last.lines.push(...lines);
    else if (lines.length > 0) steps.push({ step, lines: [...lines] });
  }
  return withSilent(steps, failed);
};

const answerOf = (result: Replay): ReplayAnswer => {
  if (result.kind === 'awaiting-endpoint') return { kind: 'awaiting-endpoint' };
  const { response, trace } = result;
  const failed = failedStep(trace, response);
  return { kind: 'answered', response, ...(failed && { failedStep: failed }) };
};

/** Stage, request and what the endpoint answers → what the client gets and what the log says. */
export const answerReplay = (question: ReplayQuestion): ReplayReport => {
  const { stage, request, endpoint, test, at } = question;
  const compiled = compileStage(stage.api, stage.settings, stage.place);
  const result = replay(compiled, request, endpoint, { requestId: REQUEST_ID, at, caller: test ? 'console-test' : 'client' });
  const answer = answerOf(result);
  const { integrationRequest: sent } = result;
  return {
    request: { method: request.method, path: request.path },
    stage: { name: compiled.stageName, source: stage.source },
    notes: stage.notes,
    answer,
    ...(sent && { sent: { method: sent.method, uri: withQuery(sent), headers: sent.headers, body: sent.body } }),
    requestId: REQUEST_ID,
    log: logOf(result.trace, question, answer.kind === 'answered' ? answer.failedStep : undefined),
  };
};
