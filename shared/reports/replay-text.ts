import { styleText } from 'node:util';
import { oneLine, wrap } from '../lib/readable-text.ts';
import { bodyLines, type LoggedStep, type ReplayAnswer, type ReplayReport, safeLines } from './replay-report.ts';
import type { TerminalOptions } from './terminal.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
type Paint = (style: Style, text: string) => string;

const INDENT = '  ';

const indented = (lines: readonly string[], indent = INDENT): readonly string[] => lines.map((line) => (indent + line).trimEnd());

const headerLines = (headers: readonly (readonly [string, string])[]): readonly string[] =>
  headers.map(([name, value]) => oneLine(`${name}: ${value}`));

const section = (paint: Paint, heading: string, lines: readonly string[]): readonly string[] => [
  '',
  paint('bold', heading),
  ...indented(lines),
];

const headline = (paint: Paint, answer: ReplayAnswer): string => {
  if (answer.kind === 'awaiting-endpoint') return paint('yellow', 'waits for its endpoint');
  const { response, failedStep } = answer;
  const colour = response.status >= 500 ? 'red' : 'green';
  const who = failedStep === undefined ? '' : `, answered by API Gateway itself: ${failedStep} failed`;
  return `${paint(colour, String(response.status))}${who}`;
};

const stepLines = (paint: Paint, { step, lines }: LoggedStep, failed: boolean): readonly string[] => [
  `${INDENT}${failed ? paint('red', `✗ ${step} failed`) : paint('dim', `- ${step}`)}`,
  ...indented(lines.length === 0 ? ['(API Gateway logs nothing about this)'] : lines.flatMap(safeLines), INDENT.repeat(2)),
];

const logLines = (paint: Paint, { answer, log, requestId }: ReplayReport): readonly string[] => {
  const failed = answer.kind === 'answered' ? answer.failedStep : undefined;
  const steps = log.flatMap((entry) => stepLines(paint, entry, entry.step === failed));
  return [
    '',
    paint('bold', `Execution log for request ${requestId}`),
    ...(steps.length > 0 ? steps : [`${INDENT}(nothing is logged at this level)`]),
  ];
};

const NEED_ENDPOINT =
  'This request calls its endpoint, and no answer of it was given: write what the endpoint answers to a file, and give it with --endpoint FILE (or --endpoint-lambda FILE for what a function returned).';

const awaiting = (paint: Paint, sent: ReplayReport['sent'], width: number): readonly string[] => [
  '',
  ...wrap(NEED_ENDPOINT, width),
  ...(sent
    ? section(paint, 'Sent to the endpoint', [
        oneLine(`${sent.method} ${sent.uri}`),
        ...headerLines(sent.headers),
        '',
        ...bodyLines(sent.body),
      ])
    : []),
];

/** Response, or what waits for its endpoint, and the execution log step by step. */
export const replayText = (report: ReplayReport, { colour, width: columns }: TerminalOptions): string => {
  const width = Math.max(40, columns);
  const paint: Paint = colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
  const { answer, notes, request, sent, stage } = report;
  const prose = (text: string) => wrap(text, width);
  return [
    `${paint('bold', oneLine(`${request.method} ${request.path}`))}  ${headline(paint, answer)}`,
    ...prose(oneLine(`stage ${stage.name}, from ${stage.source}`)),
    ...notes.flatMap((note) => prose(`Note: ${note}`)),
    ...(answer.kind === 'answered'
      ? section(paint, 'Response', [
          `HTTP/1.1 ${answer.response.status}`,
          ...headerLines(answer.response.headers),
          '',
          ...bodyLines(answer.response.body),
        ])
      : awaiting(paint, sent, width)),
    ...logLines(paint, report),
    '',
  ].join('\n');
};
