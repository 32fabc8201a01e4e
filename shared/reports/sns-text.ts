import type { Diagnosis } from '../model/diagnosis.ts';
import { type Report, reportOf } from './report.ts';
import { terminalText } from './terminal.ts';

export interface SnsText {
  /** ASCII, one line, less than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  readonly text: string;
}

const MAX_SUBJECT = 99;
/** SNS takes 262,144 bytes; no character here needs more than three. */
const MAX_TEXT = 80_000;
const COLUMNS = 78;

const ascii = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7E]/g, '?')
    .replaceAll(/\s+/g, ' ')
    .trim();

const subjectOf = ({ headline }: Report): string => {
  const subject = ascii(`gatewhy: ${headline}`);
  return subject.length <= MAX_SUBJECT ? subject : `${subject.slice(0, MAX_SUBJECT - 3)}...`;
};

const elsewhereText = ({ elsewhere }: Report): string =>
  elsewhere ? `\nThe repair for ${elsewhere.names}:\n${elsewhere.command.replaceAll(/^/gm, '  ')}\n` : '';

/** For e-mail subscribers: plain text that reads well on a phone and in a terminal mail client. */
export const snsText = (diagnosis: Diagnosis): SnsText => {
  const report = reportOf(diagnosis);
  const text = `${terminalText(report, { colour: false, width: COLUMNS })}${elsewhereText(report)}`;
  return {
    subject: subjectOf(report),
    text: text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}\n\nCut here: the whole text is longer than SNS allows.\n`,
  };
};
