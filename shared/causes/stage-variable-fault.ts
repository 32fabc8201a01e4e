import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { renderStageVariables, stageVariableNames } from '../gateway/stage-variables.ts';
import { endpointOf, integrationOf, type Scene } from './scene.ts';

/** A stage variable that the integration refers to and that cannot give what is needed there. */
export interface StageVariableFault {
  readonly member: 'uri' | 'connectionId' | 'credentials';
  readonly value: string;
  readonly name: string;
  /** `place`: it stands for a whole ARN, where only a part of one may vary. `illegal`: its value holds what no URI may hold. */
  readonly problem: 'undefined' | 'empty' | 'scheme' | 'place' | 'illegal';
  /** `canary`: the stage's own value is right, the one that the canary overrides it with is not. */
  readonly of: 'stage' | 'canary';
}

const MEMBERS = ['uri', 'connectionId', 'credentials'] as const;

const WHOLE = /^\$\{stageVariables\.\w+\}$/;

/** PM-10: function, alias, role name, host, path may vary; not a whole ARN. */
const standsForArn = (scene: Scene, member: StageVariableFault['member'], value: string): boolean => {
  if (member === 'credentials') return WHOLE.test(value);
  const type = integrationOf(scene)?.type;
  if (member !== 'uri' || type === 'HTTP' || type === 'HTTP_PROXY') return false;
  return WHOLE.test(value) || WHOLE.test(parseLambdaUri(value)?.functionArn ?? '');
};

type Problem = StageVariableFault['problem'];

const SCHEME = /^\w+:\/\/$/;
/** What no host, no name of a function and no path segment holds. */
const ILLEGAL = /[\s<>"{}|\\^`]/;

/** What is wrong with a value as it stands there, whatever it names. */
const flawOf = (value: string, before: string): Problem | undefined => {
  if (value === '') return 'empty';
  if (SCHEME.test(before) && /^\w+:\/\//.test(value)) return 'scheme';
  return ILLEGAL.test(value) ? 'illegal' : undefined;
};

const problemOf = (
  scene: Scene,
  member: StageVariableFault['member'],
  value: string,
  name: string,
): Pick<StageVariableFault, 'problem' | 'of'> | undefined => {
  const { variables, canary } = scene.stage.settings;
  if (standsForArn(scene, member, value)) return { problem: 'place', of: 'stage' };
  const before = value.slice(0, value.indexOf(`\${stageVariables.${name}}`));
  const override = canary?.variables?.[name];
  const own = variables?.[name];
  const problem = own === undefined ? variables && 'undefined' : flawOf(own, before);
  const overridden = override === undefined ? undefined : flawOf(override, before);
  if (problem !== undefined && (override === undefined || overridden !== undefined)) return { problem, of: 'stage' };
  return overridden === undefined ? problem && { problem, of: 'stage' } : { problem: overridden, of: 'canary' };
};

export const stageVariableFaults = (scene: Scene): readonly StageVariableFault[] =>
  MEMBERS.flatMap((member) => {
    const value = integrationOf(scene)?.[member] ?? '';
    return stageVariableNames(value).flatMap((name) => {
      const found = problemOf(scene, member, value, name);
      return found === undefined ? [] : [{ member, value, name, ...found }];
    });
  });

/** Variables of the URI, in whichever stage; the console Test knows none of them. */
export const uriVariables = (scene: Scene): readonly string[] => stageVariableNames(integrationOf(scene)?.uri ?? '');

const EMPTY_HOST = /^https?:\/\/(?:[/:?]|$)/;
/** Lambda's own refusal of a name that ends where the variable should stand. */
const EMPTY_NAME = /Value '(arn:[^']*:function:(?:[^':]*:)?)' at 'functionName'/;

/** What was really called, or refused, shows that the variable was rendered as nothing (PM-11). */
export const rendersEmpty = (scene: Scene): string | undefined => {
  const [uri, called] = [integrationOf(scene)?.uri, endpointOf(scene)?.uri];
  if (uri === undefined || uriVariables(scene).length === 0) return undefined;
  if (called !== undefined && (EMPTY_HOST.test(called) || parseLambdaUri(called)?.functionArn.endsWith(':'))) return called;
  const text = [endpointOf(scene)?.output, scene.observation.response?.body].find((one) => one !== undefined && EMPTY_NAME.test(one));
  const refused = text === undefined ? undefined : EMPTY_NAME.exec(text)?.[1];
  return refused !== undefined && renderStageVariables(uri, {}).includes(refused) ? refused : undefined;
};
