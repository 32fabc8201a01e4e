import { matchesWildcard } from '../gateway/iam-text.ts';
import type { Target } from '../model/diagnosis.ts';
import type { Config, RouteTo, RouteWhen } from './config.ts';

/** What a route can ask about. */
export interface RouteFacts extends Pick<Target, 'apiName' | 'apiId' | 'stage' | 'region' | 'account'> {
  readonly tags?: Readonly<Record<string, string>>;
}

const EVERYBODY: RouteTo = { slack: 'default', topic: 'default', card: 'default' };

const matches = (pattern: string | undefined, ...values: readonly (string | undefined)[]): boolean =>
  pattern === undefined || values.some((value) => value !== undefined && matchesWildcard(pattern, value));

const applies = ({ api, stage, account, region, tags = {} }: RouteWhen, facts: RouteFacts): boolean =>
  matches(api, facts.apiName, facts.apiId) &&
  matches(stage, facts.stage) &&
  matches(account, facts.account) &&
  matches(region, facts.region) &&
  Object.entries(tags).every(([key, pattern]) =>
    matches(pattern, facts.tags && Object.hasOwn(facts.tags, key) ? facts.tags[key] : undefined),
  );

/**
 * Who hears of it: the first route that matches, as in a firewall's table. One and not all, so that an incident has one thread in Slack and
 * the file says at one place who is told. What is not known (an API without tags, an alarm over all stages) matches no pattern.
 */
export const routeFor = ({ routes = [], otherwise = EVERYBODY }: Pick<Config, 'routes' | 'otherwise'>, facts: RouteFacts): RouteTo =>
  routes.find(({ when }) => applies(when, facts))?.to ?? otherwise;
