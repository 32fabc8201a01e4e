import type { Askers } from '../config.ts';
import type { SlackQuestion } from './slack-question.ts';

const isIn = (list: readonly string[] | undefined, id: string): boolean => list === undefined || list.includes(id);

/** Each list that the config holds has to name who asks; without any, everybody who can use the app may. */
export const mayAsk = (
  { teams, channels, users }: Askers,
  { team, channel, user }: Pick<SlackQuestion, 'team' | 'channel' | 'user'>,
): boolean => isIn(teams, team) && isIn(channels, channel) && isIn(users, user);
