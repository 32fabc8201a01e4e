import { type Config, isOwn, type RouteTo } from '../config.ts';

/** All that the routes lead to. */
export const destinationsOf = ({ routes = [], otherwise }: Config): readonly RouteTo[] => [
  ...routes.map((route) => route.to),
  ...(otherwise ? [otherwise] : []),
];

/** Each once, without those of the deployment itself. */
const foreign = (named: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(named.filter((to): to is string => to !== undefined && !isOwn(to))),
];

/** Ids of Slack channels. */
export const routedChannels = (config: Config): readonly string[] => foreign(destinationsOf(config).map(({ slack }) => slack));

/** ARNs of topics that get cards. */
export const routedCards = (config: Config): readonly string[] => foreign(destinationsOf(config).map(({ card }) => card));

/** ARNs of all topics, those for cards too. */
export const routedTopics = (config: Config): readonly string[] =>
  foreign(destinationsOf(config).flatMap(({ topic, card }) => [topic, card]));
