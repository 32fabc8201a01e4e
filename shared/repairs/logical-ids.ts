import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { functionName, roleName } from './iam-statements.ts';
import { mark, methodWords, nameWords, pascal, responseTypeWords } from './resource-name.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** What the resources of a template are called. */
export interface LogicalIds {
  readonly api: (target: Target) => string;
  readonly stage: (target: Target) => string;
  readonly method: (place: Place) => string;
  readonly integration: (place: Place) => string;
  readonly gatewayResponse: (responseType: string) => string;
  readonly function: (nameOrArn: string) => string;
  readonly permission: (change: Extract<Change, { kind: 'allow-invoke' }>) => string;
  readonly role: (arn: string) => string;
}

/** Names that differ get ids that differ. */
const idOf = (name: string, kind: string): string => {
  const { words, mark } = nameWords(name);
  return `${pascal(words)}${mark}${kind}`;
};

const methodId = (place: Place, kind: string): string => {
  const { words, verb, mark } = methodWords(place);
  return `${pascal([...words, verb])}${mark}${kind}`;
};

/** How a template is written: what its resources are called, the keys above them, and whether a hint for users of SAM helps. */
export interface TemplateStyle {
  readonly ids: LogicalIds;
  readonly root: readonly string[];
  readonly forSam: (hint: string) => string;
}

/** Ids that tell what they stand for, derived from the API's own paths and names; the user's own are not known. */
export const DERIVED_IDS: LogicalIds = {
  api: ({ apiName, kind }) => `${apiName === undefined ? '' : pascal(nameWords(apiName).words)}${kind === 'REST' ? 'RestApi' : 'Api'}`,
  stage: ({ stage }) => `${pascal(nameWords(stage ?? '').words)}Stage`,
  method: (place) => methodId(place, 'Method'),
  integration: (place) => methodId(place, 'Integration'),
  gatewayResponse: (responseType) => {
    const { words, mark } = responseTypeWords(responseType);
    return `${pascal(words)}${mark}GatewayResponse`;
  },
  function: (nameOrArn) => idOf(functionName(nameOrArn), 'Function'),
  permission: ({ functionArn, sourceArn }) => idOf(functionName(functionArn), `Permission${mark(`${functionArn} ${sourceArn}`)}`),
  role: (arn) => idOf(roleName(arn), 'Role'),
};

const part = (text: string): string => {
  const name = text
    .toLowerCase()
    .replaceAll('-', 'Dash')
    .replaceAll(/\{(.*)\}/g, '$1Var')
    .replaceAll(/[^0-9A-Za-z]/g, '');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

/** The ids of the template that the Serverless Framework and osls generate; where they generate none, the derived ones. */
const SERVERLESS_IDS: LogicalIds = {
  ...DERIVED_IDS,
  api: ({ kind }) => (kind === 'REST' ? 'ApiGatewayRestApi' : 'HttpApi'),
  stage: ({ kind }) => (kind === 'REST' ? 'ApiGatewayStage' : 'HttpApiStage'),
  method: ({ path, verb }) => `ApiGatewayMethod${path.split('/').map(part).join('')}${part(verb)}`,
};

export const CLOUDFORMATION: TemplateStyle = { ids: DERIVED_IDS, root: ['Resources'], forSam: (hint) => ` (SAM: ${hint})` };

export const SERVERLESS: TemplateStyle = { ids: SERVERLESS_IDS, root: ['resources', 'Resources'], forSam: () => '' };
