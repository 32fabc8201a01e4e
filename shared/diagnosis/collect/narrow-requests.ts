import { routeRequest } from '../../gateway/routing.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { CollectQuery } from '../collect-query.ts';
import { loggedText } from './failure-signature.ts';
import { anyOf } from './filter-pattern.ts';

type Wanted = NonNullable<CollectQuery['request']>;

const METHOD_LINE = /^HTTP Method: ([A-Z]+), Resource Path: (\S*)/;

/** `/orders/{id}` and `/files/{path+}` as people and templates write them, against a concrete path. */
export const matchesPath = (template: string, path: string): boolean =>
  routeRequest([{ path: template, verb: 'ANY' }], 'GET', path) !== undefined;

/** The execution log names the CONCRETE path; what stands before the first parameter is what a phrase can hold. */
export const requestPattern = ({ method, path }: Wanted): string => {
  const resource = path === undefined ? undefined : `Resource Path: ${path.split('{', 1).join('')}`;
  if (method === undefined) return anyOf([resource ?? 'HTTP Method: ']);
  return anyOf([[`HTTP Method: ${method},`, ...(resource === undefined ? [] : [resource])].join(' ')]);
};

export const isWanted =
  ({ method, path }: Wanted) =>
  (event: LogEvent): boolean => {
    const [, verb, concrete = ''] = METHOD_LINE.exec(loggedText(event)?.text ?? '') ?? [];
    return verb !== undefined && (method === undefined || verb === method) && (path === undefined || matchesPath(path, concrete));
  };
