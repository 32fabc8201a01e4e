import { isDeepStrictEqual } from 'node:util';
import type { ApiSnapshot, Method } from '../model/api.ts';
import { methodPointer } from './scene.ts';

/** A value that the stage runs and one that the working copy holds, where both are known and they differ. */
export interface Difference {
  readonly pointer: string;
  readonly deployed: unknown;
  readonly workingCopy: unknown;
}

const known = (left: unknown, right: unknown): boolean => left !== undefined && right !== undefined;

const compare = (pointer: string, deployed: unknown, workingCopy: unknown): readonly Difference[] =>
  known(deployed, workingCopy) && !isDeepStrictEqual(deployed, workingCopy) ? [{ pointer, deployed, workingCopy }] : [];

const INTEGRATION_PARTS = [
  'type',
  'httpMethod',
  'uri',
  'credentials',
  'connectionId',
  'contentHandling',
  'passthroughBehavior',
  'timeoutInMillis',
  'requestTemplates',
  'requestParameters',
  'responses',
] as const;

const METHOD_PARTS = ['authorizationType', 'authorizerId', 'apiKeyRequired', 'requestParameters', 'responses'] as const;

/** Unknown never counts as different. A method that the working copy does not have is a difference of its own. */
export const methodDifferences = (deployed: Method, { methods }: ApiSnapshot): readonly Difference[] => {
  const now = methods.find(({ path, verb }) => path === deployed.path && verb === deployed.verb);
  if (!now) return [{ pointer: methodPointer(deployed), deployed: 'present', workingCopy: 'absent' }];
  const before = deployed.integration === 'NONE' ? undefined : deployed.integration;
  const after = now.integration === 'NONE' ? undefined : now.integration;
  return [
    ...METHOD_PARTS.flatMap((part) => compare(methodPointer(deployed, part), deployed[part], now[part])),
    ...INTEGRATION_PARTS.flatMap((part) => compare(methodPointer(deployed, 'integration', part), before?.[part], after?.[part])),
  ];
};

export const apiDifferences = (deployed: ApiSnapshot, workingCopy: ApiSnapshot): readonly Difference[] =>
  compare('/binaryMediaTypes', deployed.binaryMediaTypes, workingCopy.binaryMediaTypes);
