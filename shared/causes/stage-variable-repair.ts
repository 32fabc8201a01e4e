import type { Repair } from '../model/repair.ts';
import type { StageVariableFault } from './stage-variable-fault.ts';

interface Wanted {
  readonly name: string;
  readonly problem: StageVariableFault['problem'] | 'test';
  readonly stageName?: string | undefined;
  readonly of?: StageVariableFault['of'];
  /** The value without the scheme that it brings. */
  readonly schemeless?: string;
}

const steps = ({ name, problem, stageName = 'STAGE', of }: Wanted): readonly [string, ...string[]] => [
  problem === 'place'
    ? `Write arn:aws:lambda:REGION:ACCOUNT:function:\${stageVariables.${name}} (or arn:aws:iam::ACCOUNT:role/\${stageVariables.${name}}), and redeploy.`
    : `aws apigateway update-stage --rest-api-id API_ID --stage-name ${stageName} --patch-operations op=replace,path=${of === 'canary' ? '/canarySettings/stageVariableOverrides' : '/variables'}/${name},value=VALUE`,
  'Where the variable names a function or alias, give that very function or alias the permission to be invoked, once per value.',
  'In the console Test enter the stage variables by hand: it knows none.',
];

/** The value is known only where nothing but a scheme is too much; whoever runs the stage knows the others. */
export const stageVariableRepair = (wanted: Wanted): Repair =>
  wanted.schemeless === undefined
    ? { kind: 'advice', steps: steps(wanted) }
    : {
        kind: 'config',
        changes: [{ kind: 'set-stage-variable', name: wanted.name, value: wanted.schemeless }],
        sideEffects: `Live at once for everything on this stage that uses ${wanted.name}: a URI that takes its scheme from the variable loses it.`,
      };
