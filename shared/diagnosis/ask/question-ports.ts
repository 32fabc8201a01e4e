import type { VerdictId } from '../../model/cause-id.ts';
import type { AnswerPorts } from '../answer-alarm.ts';
import type { Askers } from '../config.ts';
import type { LifeStore } from '../life/life-store.ts';
import type { Respond } from './slack-reply.ts';

export interface QuestionPorts extends Pick<AnswerPorts, 'collect' | 'once'> {
  readonly incidents: Pick<LifeStore, 'byId' | 'put'>;
  readonly askers: Askers;
  readonly respond: Respond;
  /** Shows in the incident's own message, under its key, what has become of it. */
  readonly tell: (key: string) => Promise<unknown>;
  /** Markdown: what a cause or an outcome means. */
  readonly page: (verdict: VerdictId) => Promise<string>;
  readonly now: () => Date;
}
