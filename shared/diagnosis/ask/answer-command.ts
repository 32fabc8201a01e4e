import { causes } from '../../causes/index.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { CAUSE_IDS, type VerdictId } from '../../model/cause-id.ts';
import { slackAudit } from '../../reports/slack-audit.ts';
import { packSections, textSections } from '../../reports/slack-sections.ts';
import { audit } from '../audit/audit.ts';
import { describeCollectFailure, mayPass } from '../collect-failure.ts';
import type { CollectFailure, CollectQuery } from '../collect-query.ts';
import { readIncident } from '../read-incident.ts';
import { helpText } from './help-text.ts';
import { lookAndKeep } from './look-and-keep.ts';
import { type Ask, parseAsk } from './parse-ask.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackCommand } from './slack-question.ts';
import { privateNote, privateText, type SlackReply } from './slack-reply.ts';

/** The failure: why another try, later, may do better. */
export type Replies = Result<readonly SlackReply[], string>;

/** With the first message and one to spare, the five that an address for answers takes. */
const MOST_DETAILS = 3;

/** The paragraphs before the first example. A page breaks its lines where its author's editor did. */
const introOf = (page: string): readonly string[] =>
  page
    .split(/^(?:## |```)/m, 1)
    .join('')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '' && !paragraph.startsWith('# '));

const explain = async ({ page }: QuestionPorts, verdict: VerdictId | undefined): Promise<readonly SlackReply[]> => {
  if (verdict === undefined) {
    const [list] = packSections(
      'The causes that gatewhy knows',
      1,
      textSections('Write `/gatewhy explain` and one of', [CAUSE_IDS.join(', ')]),
    );
    return list ? [{ message: list, audience: 'ephemeral' }] : [];
  }
  const docs = causes.find(({ id }) => id === verdict)?.docs;
  const text = [...introOf(await page(verdict)), ...(docs === undefined ? [] : [docs.href])];
  return packSections(verdict, 1, textSections(verdict, text)).map((message) => ({ message, audience: 'ephemeral' }));
};

const notLooked = (failure: CollectFailure, isPatient: boolean): Replies => {
  const reason = describeCollectFailure(failure);
  return mayPass(failure) && isPatient ? err(reason) : ok([privateText(reason)]);
};

/** It has no buttons: all that they would show stands in it. */
const lookAtConfiguration = async ({ collect }: QuestionPorts, query: CollectQuery, isPatient: boolean): Promise<Replies> => {
  const collected = await collect(query);
  if (!collected.ok) return notLooked(collected.failure, isPatient);
  const { incident, cost } = collected.value;
  return ok([{ message: slackAudit({ ...audit(readIncident(incident)), cost }), audience: 'in_channel' }]);
};

const answerAsk = async (ports: QuestionPorts, command: SlackCommand, ask: Ask, isPatient: boolean): Promise<Replies> => {
  switch (ask.kind) {
    case 'help':
      return ok([privateNote(helpText())]);
    case 'audit':
      return lookAtConfiguration(ports, ask.query, isPatient);
    case 'explain':
      return ok(await explain(ports, ask.verdict));
    case 'diagnose': {
      const looked = await lookAndKeep(ports, command, ask.query);
      if (!looked.ok) return looked.failure.mayPass && isPatient ? err(looked.failure.reason) : ok([privateText(looked.failure.reason)]);
      const { message, details } = looked.value;
      const more = details.slice(0, MOST_DETAILS).map((detail): SlackReply => ({ message: detail, audience: 'ephemeral' }));
      return ok([{ message, audience: 'in_channel' }, ...more]);
    }
  }
};

/** What was typed after `/gatewhy` → what is answered. What is wrong is told to who typed it, with what to type instead. */
export const answerCommand = async (ports: QuestionPorts, command: SlackCommand, isPatient: boolean): Promise<Replies> => {
  const ask = parseAsk(command.text, new Date(command.received));
  return ask.ok ? answerAsk(ports, command, ask.value, isPatient) : ok([privateText(`${ask.failure} \`/gatewhy help\` says more.`)]);
};
