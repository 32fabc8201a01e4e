import type { Evidence } from '../model/evidence.ts';
import { backendReached } from './cannot-be.ts';
import { type Detection, defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { settingDecides } from './outcome.ts';
import { configured, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';
import { rendersEmpty, type StageVariableFault, stageVariableFaults, uriVariables } from './stage-variable-fault.ts';
import { stageVariableRepair } from './stage-variable-repair.ts';

const PROBLEMS: Readonly<Record<StageVariableFault['problem'] | 'test', string>> = {
  undefined: 'this stage does not define it, so it renders as an empty text',
  empty: 'its value is empty',
  illegal: 'its value holds a character that no URI may hold',
  scheme: 'its value brings a scheme of its own, so the URL has two',
  place: 'it stands for a whole ARN, where API Gateway lets only a part vary (the function, alias or role name)',
  test: 'the console Test runs without a stage and renders it as an empty text',
};

/** How the gateway words a call that it could not make of what was left. */
const LINES = ['invalid-endpoint-address', 'invalid-permissions', 'illegal-character', 'configuration-error', 'invocation-failed'] as const;

interface Facts {
  readonly path: string;
  readonly verb: string;
  readonly name: string;
  readonly problem: keyof typeof PROBLEMS;
  readonly stageName?: string | undefined;
  readonly of?: StageVariableFault['of'];
  /** The value without the scheme that it brings. */
  readonly schemeless?: string;
}

const setting = (scene: Scene, member: StageVariableFault['member'], value: string): readonly Evidence[] =>
  scene.method ? [configured(scene, methodPointer(scene.method, 'integration', member), value)] : [];

/** The stage's variables are not known, or the Test ran without them: what was called, or the line, has to tell. */
const detectUnknown = (scene: Scene, line: Evidence | undefined): Detection<Facts> => {
  const uri = integrationOf(scene)?.uri;
  const [name] = uriVariables(scene);
  if (uri === undefined) return excludedIf(backendReached(scene));
  if (name === undefined) return excluded('The URI of the integration holds no stage variable.');
  const variables = scene.stage.settings.variables;
  if (variables !== undefined && !scene.observation.sources.includes('test-log'))
    return excluded('The stage defines every variable that the integration refers to.');
  const isTest = scene.observation.sources.includes('test-log') || scene.stage.settings.stageName === undefined;
  const facts: Facts = { ...placeOf(scene), name, problem: isTest ? 'test' : 'undefined' };
  const empty = rendersEmpty(scene);
  if (empty !== undefined) return found('conclusive', facts, exchanged('endpoint.uri', empty), ...setting(scene, 'uri', uri));
  if (!line) return excludedIf(backendReached(scene));
  const sure = scene.observation.sources.includes('test-log') && seen(scene, 'invalid-endpoint-address');
  return found(sure ? 'confirmed' : 'suggested', facts, line, ...setting(scene, 'uri', uri));
};

export default defineCause({
  id: 'stage-variable-unresolved',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html'),
  step: 'integration request',
  seenAs: ['gateway-500'],
  asks: ['deployed-export', 'stage-settings'],
  leaves: [...LINES, 'assume-role-denied', 'internal-error', 'vpc-link-error'],
  detect(scene): Detection<Facts> {
    const logged = LINES.map((kind) => seen(scene, kind)).find((one) => one !== undefined);
    const line = logged && logLine(logged);
    const [fault] = stageVariableFaults(scene);
    if (!fault) return detectUnknown(scene, line);
    const { settings } = scene.stage;
    const { name, problem, of } = fault;
    const value = (of === 'canary' ? settings.canary?.variables : settings.variables)?.[name];
    const facts: Facts = {
      ...placeOf(scene),
      name,
      problem,
      of,
      stageName: settings.stageName,
      ...(problem === 'scheme' && of !== 'canary' && value !== undefined && { schemeless: value.replace(/^\w+:\/\//, '') }),
    };
    const [first] = setting(scene, fault.member, fault.value);
    const pointer = `/stage/${of === 'canary' ? 'canary/' : ''}variables/${name}`;
    const held: readonly Evidence[] = value === undefined ? [] : [{ kind: 'config', pointer, value, of: 'stage' }];
    const lacks: readonly Evidence[] = problem === 'undefined' ? [{ kind: 'absent', pointer, of: 'stage' }] : held;
    if (!first) return undefined;
    if (line) return found('conclusive', facts, line, first, ...lacks);
    return rendersEmpty(scene) !== undefined || settingDecides(scene) ? found('confirmed', facts, first, ...lacks) : undefined;
  },
  explain: ({ path, verb, name, stageName, problem, of }) => ({
    what: `The integration of ${verb} ${path} uses the stage variable ${name}, and ${of === 'canary' ? 'with what the canary overrides it with, ' : ''}${PROBLEMS[problem]}.`,
    why: `What is left of the URI, role or link is no address that can be called${stageName === undefined ? '' : `, on stage ${stageName} and on no other that defines it`}.`,
    todo:
      problem === 'place' ? 'Write the ARN out and let only its last part vary.' : `Define ${name} on this stage; no deployment is needed.`,
  }),
  repair: stageVariableRepair,
});
