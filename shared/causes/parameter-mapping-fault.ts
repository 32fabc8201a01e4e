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
  readonly change?: Change;
}

const REQUEST = ['integration', 'requestParameters'];
const SOURCE = /^(?:method\.request\.|integration\.response\.|context\.|stageVariables\.)/;
const QUOTED_SOURCE = /^'((?:method\.request|integration\.response|context|stageVariables)\.[\w.-]+)'$/;
const isStatic = (value: string): boolean => value.length >= 2 && value.startsWith("'") && value.endsWith("'");

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
            ...((method.path.includes(`{${name}}`) || method.path.includes(`{${name}+}`)) && {
              change: { kind: 'map-path-parameter', path: method.path, verb: method.verb, name },
            }),
          },
        ],
  );
};

const wordingFault = (at: readonly string[], value: string): MappingFault | undefined => {
  const quoted = QUOTED_SOURCE.exec(value)?.[1];
  const place = { at, value };
  if (quoted !== undefined)
    return {
      ...place,
      problem: `${value} stands in quotes, so its text is sent instead of what it names`,
      better: `Write ${quoted} without quotes.`,
      effect: 'runs',
    };
  return value === '' || SOURCE.test(value) || isStatic(value)
    ? undefined
    : {
        ...place,
        problem: `${JSON.stringify(value)} is neither an expression nor a text in single quotes`,
        better: `Put a fixed value into single quotes: '${value.replaceAll(/^["']|["']$/g, '')}'.`,
        effect: 'refused',
      };
};

const wordings = (at: readonly string[], parameters: Readonly<Record<string, string>> = {}): readonly MappingFault[] =>
  Object.entries(parameters).flatMap(([name, value]) => wordingFault([...at, name], value) ?? []);

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
        ...(parameter !== undefined && { change: { kind: 'map-path-parameter', path: method.path, verb: method.verb, name: parameter } }),
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
            change: { kind: 'remove-request-mapping' as const, path, verb, parameter: second },
          },
        ],
  );
};

/** GetMethod leaves an empty map out: a method response that is described and has none declares no header (inferred). */
const undeclaredHeaders = ({ responses }: Method, integration: Integration): readonly MappingFault[] =>
  (integration.responses ?? []).flatMap(({ statusCode, responseParameters = {} }) => {
    const response = responses?.[statusCode];
    const declared = response?.responseParameters ?? (response?.responseModels ? {} : undefined);
    if (declared === undefined) return [];
    return Object.entries(responseParameters).flatMap(([target, source]): readonly MappingFault[] =>
      !target.startsWith('method.response.header.') || Object.hasOwn(declared, target)
        ? []
        : [
            {
              problem: `the ${statusCode} response sets ${target}, which the method response ${statusCode} does not declare`,
              better: `Add ${target} to the response parameters of the method response ${statusCode}.`,
              at: ['integration', 'responses', statusCode, 'responseParameters', target],
              value: source,
              effect: 'refused',
            },
          ],
    );
  });

export const methodMappingFaults = (method: Method, integration: Integration): readonly MappingFault[] => [
  ...unmapped(method, integration),
  ...wordings(REQUEST, integration.requestParameters),
  ...(integration.responses ?? []).flatMap(({ statusCode, responseParameters }) =>
    wordings(['integration', 'responses', statusCode, 'responseParameters'], responseParameters),
  ),
  ...undeclaredSources(method, integration),
  ...twins(method, integration),
  ...undeclaredHeaders(method, integration),
];

/** GR-5: static values in single quotes, or an expression; a bare word is refused. */
export const gatewayResponseFaults = ({ gatewayResponses = [] }: Pick<ApiSnapshot, 'gatewayResponses'>): readonly MappingFault[] =>
  gatewayResponses.flatMap(({ responseType, responseParameters }: GatewayResponse) =>
    wordings(['gatewayResponses', responseType, 'responseParameters'], responseParameters),
  );
