import type { ApiSnapshot, GatewayResponse, Integration, IntegrationResponse, Method } from '../model/api.ts';

/** One fact that the stage runs differently from what is configured. `undefined`: on that side it is not there. */
export interface Difference {
  /** JSON pointer into the snapshot: `/methods/~1pets/GET/integration/contentHandling`. */
  readonly pointer: string;
  readonly deployed: unknown;
  readonly workingCopy: unknown;
}

type Differences = readonly Difference[];

const child = (pointer: string, ...keys: readonly string[]): string =>
  keys.reduce((path, key) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, pointer);

/** Only what BOTH sides know can differ. */
const scalar = (pointer: string, deployed: unknown, workingCopy: unknown): Differences =>
  deployed === undefined || workingCopy === undefined || deployed === workingCopy ? [] : [{ pointer, deployed, workingCopy }];

type TextMap = Readonly<Record<string, string>>;

const maps = (pointer: string, deployed: TextMap | undefined, workingCopy: TextMap | undefined): Differences => {
  if (deployed === undefined || workingCopy === undefined) return [];
  return [...new Set([...Object.keys(deployed), ...Object.keys(workingCopy)])]
    .filter((key) => deployed[key] !== workingCopy[key])
    .map((key) => ({ pointer: child(pointer, key), deployed: deployed[key], workingCopy: workingCopy[key] }));
};

const sets = (pointer: string, deployed: readonly string[] | undefined, workingCopy: readonly string[] | undefined): Differences => {
  if (deployed === undefined || workingCopy === undefined) return [];
  const same = deployed.every((item) => workingCopy.includes(item)) && workingCopy.every((item) => deployed.includes(item));
  return same ? [] : [{ pointer, deployed, workingCopy }];
};

/** Items of both lists side by side by their key; `whole`: a side's list says all, so an item that is missing from it is not there. */
const matched = <Item>(
  deployed: { readonly items: readonly Item[]; readonly whole: boolean },
  workingCopy: { readonly items: readonly Item[]; readonly whole: boolean },
  keyOf: (item: Item) => string,
  compare: (left: Item, right: Item) => Differences,
  pointerOf: (item: Item) => string,
): Differences => {
  const others = new Map(workingCopy.items.map((item) => [keyOf(item), item]));
  const known = new Set(deployed.items.map(keyOf));
  return [
    ...deployed.items.flatMap((item): Differences => {
      const other = others.get(keyOf(item));
      if (other !== undefined) return compare(item, other);
      return workingCopy.whole ? [{ pointer: pointerOf(item), deployed: item, workingCopy: undefined }] : [];
    }),
    ...workingCopy.items.flatMap(
      (item): Differences =>
        known.has(keyOf(item)) || !deployed.whole ? [] : [{ pointer: pointerOf(item), deployed: undefined, workingCopy: item }],
    ),
  ];
};

const responseEntry =
  (pointer: string) =>
  (deployed: IntegrationResponse, workingCopy: IntegrationResponse): Differences => {
    const at = child(pointer, deployed.selectionPattern || 'default');
    return [
      ...scalar(child(at, 'statusCode'), deployed.statusCode, workingCopy.statusCode),
      ...scalar(child(at, 'contentHandling'), deployed.contentHandling, workingCopy.contentHandling),
      ...maps(child(at, 'responseTemplates'), deployed.responseTemplates, workingCopy.responseTemplates),
      ...maps(child(at, 'responseParameters'), deployed.responseParameters, workingCopy.responseParameters),
    ];
  };

const SCALARS = [
  'type',
  'httpMethod',
  'uri',
  'credentials',
  'connectionType',
  'connectionId',
  'contentHandling',
  'passthroughBehavior',
  'timeoutInMillis',
  'payloadFormatVersion',
  'subtype',
] as const satisfies readonly (keyof Integration)[];

const integrations = (pointer: string, deployed: Integration, workingCopy: Integration): Differences => [
  ...SCALARS.flatMap((key) => scalar(child(pointer, key), deployed[key], workingCopy[key])),
  ...maps(child(pointer, 'requestTemplates'), deployed.requestTemplates, workingCopy.requestTemplates),
  ...maps(child(pointer, 'requestParameters'), deployed.requestParameters, workingCopy.requestParameters),
  ...sets(child(pointer, 'cacheKeyParameters'), deployed.cacheKeyParameters, workingCopy.cacheKeyParameters),
  ...(deployed.responses === undefined || workingCopy.responses === undefined
    ? []
    : matched(
        { items: deployed.responses, whole: true },
        { items: workingCopy.responses, whole: true },
        ({ selectionPattern }) => selectionPattern,
        responseEntry(child(pointer, 'responses')),
        ({ selectionPattern }) => child(pointer, 'responses', selectionPattern || 'default'),
      )),
];

const integrationOf = (pointer: string, deployed: Method['integration'], workingCopy: Method['integration']): Differences => {
  if (deployed === undefined || workingCopy === undefined) return [];
  if (deployed === 'NONE' || workingCopy === 'NONE') return scalar(pointer, deployed, workingCopy);
  return integrations(pointer, deployed, workingCopy);
};

/** Exports write every path parameter, declared or not, so these say nothing. */
const declared = (parameters: Readonly<Record<string, boolean>> | undefined): readonly string[] | undefined =>
  parameters && Object.keys(parameters).filter((name) => !name.startsWith('method.request.path.'));

const methodResponses = (pointer: string, deployed: Method['responses'], workingCopy: Method['responses']): Differences => {
  if (deployed === undefined || workingCopy === undefined) return [];
  return matched(
    { items: Object.entries(deployed), whole: true },
    { items: Object.entries(workingCopy), whole: true },
    ([status]) => status,
    ([status, left], [, right]) =>
      sets(
        child(pointer, status, 'responseParameters'),
        left.responseParameters && Object.keys(left.responseParameters),
        right.responseParameters && Object.keys(right.responseParameters),
      ),
    ([status]) => child(pointer, status),
  );
};

const methodPointer = ({ path, verb }: Method): string => child('/methods', path, verb);

const methods = (deployed: Method, workingCopy: Method): Differences => {
  const pointer = methodPointer(deployed);
  return [
    ...scalar(child(pointer, 'authorizationType'), deployed.authorizationType, workingCopy.authorizationType),
    ...scalar(child(pointer, 'apiKeyRequired'), deployed.apiKeyRequired, workingCopy.apiKeyRequired),
    ...sets(child(pointer, 'requestParameters'), declared(deployed.requestParameters), declared(workingCopy.requestParameters)),
    ...methodResponses(child(pointer, 'responses'), deployed.responses, workingCopy.responses),
    ...integrationOf(child(pointer, 'integration'), deployed.integration, workingCopy.integration),
  ];
};

const gatewayResponse = (deployed: GatewayResponse, workingCopy: GatewayResponse): Differences => {
  const pointer = child('/gatewayResponses', deployed.responseType);
  return [
    ...scalar(child(pointer, 'statusCode'), deployed.statusCode, workingCopy.statusCode),
    ...maps(child(pointer, 'responseTemplates'), deployed.responseTemplates, workingCopy.responseTemplates),
    ...maps(child(pointer, 'responseParameters'), deployed.responseParameters, workingCopy.responseParameters),
  ];
};

const customised = (responses: readonly GatewayResponse[]): readonly GatewayResponse[] =>
  responses.filter(({ defaultResponse }) => defaultResponse !== true);

/**
 * What a stage runs against what is configured. Left out, because exports write them in other words: models, validators, authorizer ids
 * (names there), the policy, endpoint types.
 */
export const differences = (deployed: ApiSnapshot, workingCopy: ApiSnapshot): Differences => [
  ...sets('/binaryMediaTypes', deployed.binaryMediaTypes, workingCopy.binaryMediaTypes),
  ...matched(
    { items: deployed.methods, whole: deployed.methodsComplete === true },
    { items: workingCopy.methods, whole: workingCopy.methodsComplete === true },
    methodPointer,
    methods,
    methodPointer,
  ),
  ...(deployed.gatewayResponses === undefined || workingCopy.gatewayResponses === undefined
    ? []
    : matched(
        { items: customised(deployed.gatewayResponses), whole: true },
        { items: customised(workingCopy.gatewayResponses), whole: true },
        ({ responseType }) => responseType,
        gatewayResponse,
        ({ responseType }) => child('/gatewayResponses', responseType),
      )),
];
