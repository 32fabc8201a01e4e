import type { ApiSnapshot, GatewayResponse, Integration, Method } from '../model/api.ts';
import type { Change } from '../model/repair.ts';

/** A mapping that AWS refuses when the API is configured (PM-9), or that does not do what it says (PM-1, PM-8). */
export interface MappingFault {
  readonly problem: string;
  readonly better: string;
  /** Where it stands, as the parts of a pointer below the method; of a gateway response: below the API. */
  readonly at: readonly string[];
  readonly value: unknown;
  /** `runs`: accepted, and wrong in every call. `refused`: no deployment comes about. */
  readonly effect: 'runs' | 'refused';
  /** The edit that mends it, where nothing is left to choose. */
  readonly changes?: readonly [Change, ...Change[]];
}

const RESPONSE_HEADER = 'method.response.header.';
const REQUEST = ['integration', 'requestParameters'];
const SOURCE = /^(?:method\.request\.|integration\.response\.|context\.|stageVariables\.)/;
const QUOTED_SOURCE = /^'((?:method\.request|integration\.response|context|stageVariables)\.[\w.-]+)'$/;
const isStatic = (value: string): boolean => value.length >= 2 && value.startsWith("'") && value.endsWith("'");

/** A placeholder takes no plus: it is mapped under the bare name, and the URI says the bare name. */
const changesFor = ({ path, verb }: Method, uri: string, placeholder: string): Pick<MappingFault, 'changes'> => {
  const name = placeholder.replace(/\+$/, '');
  if (!path.includes(`{${name}}`) && !path.includes(`{${name}+}`)) return {};
  const map = { kind: 'map-path-parameter', path, verb, name } as const;
  if (name === placeholder) return { changes: [map] };
  return { changes: [map, { kind: 'set-integration-uri', path, verb, uri: uri.replaceAll(`{${placeholder}}`, `{${name}}`) }] };
};

/** PM-8: what nothing maps stays in the URI with its braces. */
const unmapped = (method: Method, { type, uri = '', requestParameters }: Integration): readonly MappingFault[] => {
  if ((type !== 'HTTP' && type !== 'HTTP_PROXY') || requestParameters === undefined) return [];
  return [...uri.replaceAll(/\$\{[^}]*\}/g, '').matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = '']): readonly MappingFault[] =>
    Object.hasOwn(requestParameters, `integration.request.path.${name}`)
      ? []
      : [
          {
            problem: `{${name}} in the URI has no mapping, so it is sent as it stands`,
            better: `Declare method.request.path.${name.replace('+', '')} on the method and map it to integration.request.path.${name.replace('+', '')}.`,
            at: ['integration', 'uri'],
            value: uri,
            effect: 'runs',
            ...changesFor(method, uri, name),
          },
        ],
  );
};

const fixed = (value: string): string => `'${value.replaceAll(/^["']|["']$/g, '')}'`;

/** Sets what stands at a place to what it should say. */
type SetTo = (name: string, value: string) => Change | undefined;

const wordingFault = (at: readonly string[], name: string, value: string, setTo: SetTo): MappingFault | undefined => {
  const quoted = QUOTED_SOURCE.exec(value)?.[1];
  const place = { at: [...at, name], value };
  const changed = (to: string): Pick<MappingFault, 'changes'> => {
    const change = setTo(name, to);
    return change ? { changes: [change] } : {};
  };
  if (quoted !== undefined)
    return {
      ...place,
      problem: `${value} stands in quotes, so its text is sent instead of what it names`,
      better: `Write ${quoted} without quotes.`,
      effect: 'runs',
      ...changed(quoted),
    };
  return value === '' || SOURCE.test(value) || isStatic(value)
    ? undefined
    : {
        ...place,
        problem: `${JSON.stringify(value)} is neither an expression nor a text in single quotes`,
        better: `Put a fixed value into single quotes: ${fixed(value)}.`,
        effect: 'refused',
        ...changed(fixed(value)),
      };
};

const wordings = (at: readonly string[], parameters: Readonly<Record<string, string>> = {}, setTo: SetTo): readonly MappingFault[] =>
  Object.entries(parameters).flatMap(([name, value]) => wordingFault(at, name, value, setTo) ?? []);

/** The method must declare what it maps. */
const undeclaredSources = (method: Method, { requestParameters = {} }: Integration): readonly MappingFault[] => {
  const declared = method.requestParameters;
  if (declared === undefined) return [];
  return Object.entries(requestParameters).flatMap(([target, source]): readonly MappingFault[] => {
    const name = source.replace(/^method\.request\.multivalue(querystring|header)\./, 'method.request.$1.');
    if (!/^method\.request\.(?:path|querystring|header)\./.test(name) || Object.hasOwn(declared, name)) return [];
    const parameter = /^method\.request\.path\.(\w+)$/.exec(name)?.[1];
    return [
      {
        problem: `${target} takes ${source}, which the method does not declare`,
        better: `Add ${name} to the request parameters of the method.`,
        at: [...REQUEST, target],
        value: source,
        effect: 'refused',
        changes: [
          parameter === undefined
            ? { kind: 'set-request-mapping', path: method.path, verb: method.verb, parameter: target, value: source }
            : { kind: 'map-path-parameter', path: method.path, verb: method.verb, name: parameter },
        ],
      },
    ];
  });
};

/** PM-3: names of headers count with their case, and two that differ in nothing else write one header twice. */
const twins = ({ path, verb }: Method, { requestParameters = {} }: Integration): readonly MappingFault[] => {
  const bySpelling = Map.groupBy(
    Object.keys(requestParameters).filter((target) => target.startsWith('integration.request.header.')),
    (target) => target.toLowerCase(),
  );
  return [...bySpelling.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [
          {
            problem: `${first} and ${second} are one header`,
            better: 'Keep one of the two mappings.',
            at: [...REQUEST, second],
            value: requestParameters[second],
            effect: 'runs' as const,
            changes: [{ kind: 'remove-request-mapping', path, verb, parameter: second }] as const,
          },
        ],
  );
};

/** GetMethod leaves an empty map out: a method response that is described and has none declares no header (inferred). */
const undeclaredHeaders = ({ path, verb, responses }: Method, integration: Integration): readonly MappingFault[] =>
  (integration.responses ?? []).flatMap(({ statusCode, responseParameters = {} }) => {
    const response = responses?.[statusCode];
    const declared = response?.responseParameters ?? (response?.responseModels ? {} : undefined);
    if (declared === undefined) return [];
    return Object.entries(responseParameters).flatMap(([target, source]): readonly MappingFault[] =>
      !target.startsWith(RESPONSE_HEADER) || Object.hasOwn(declared, target)
        ? []
        : [
            {
              problem: `the ${statusCode} response sets ${target}, which the method response ${statusCode} does not declare`,
              better: `Add ${target} to the response parameters of the method response ${statusCode}.`,
              at: ['integration', 'responses', statusCode, 'responseParameters', target],
              value: source,
              effect: 'refused',
              changes: [
                { kind: 'set-response-header', path, verb, statusCode, header: target.slice(RESPONSE_HEADER.length), value: source },
              ],
            },
          ],
    );
  });

const placeOf = ({ path, verb }: Method) => ({ path, verb });

export const methodMappingFaults = (method: Method, integration: Integration): readonly MappingFault[] => [
  ...unmapped(method, integration),
  ...wordings(REQUEST, integration.requestParameters, (parameter, value) => ({
    kind: 'set-request-mapping',
    ...placeOf(method),
    parameter,
    value,
  })),
  ...(integration.responses ?? []).flatMap(({ statusCode, responseParameters }) =>
    wordings(['integration', 'responses', statusCode, 'responseParameters'], responseParameters, (target, value) =>
      target.startsWith(RESPONSE_HEADER)
        ? { kind: 'set-response-header', ...placeOf(method), statusCode, header: target.slice(RESPONSE_HEADER.length), value }
        : undefined,
    ),
  ),
  ...undeclaredSources(method, integration),
  ...twins(method, integration),
  ...undeclaredHeaders(method, integration),
];

/** GR-5: static values in single quotes, or an expression; a bare word is refused. */
export const gatewayResponseFaults = ({ gatewayResponses = [] }: Pick<ApiSnapshot, 'gatewayResponses'>): readonly MappingFault[] =>
  gatewayResponses.flatMap(({ responseType, responseParameters }: GatewayResponse) =>
    wordings(['gatewayResponses', responseType, 'responseParameters'], responseParameters, (parameter, value) => ({
      kind: 'set-gateway-response',
      responseType,
      responseParameters: { [parameter]: value },
    })),
  );
