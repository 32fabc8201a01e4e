import { err, type Result } from '../../shared/lib/result.ts';
import type { Check } from '../../shared/model/check.ts';
import { isRegion } from '../../shared/model/ids.ts';
import type { Failure, Given, OptionSpecs } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { finishWith, showProgress, terminalWidth, wantsColour } from './terminal.ts';

const OPTIONS = {
  stack: { type: 'string', value: 'NAME', help: 'the deployment (default: gatewhy-prod)' },
  api: { type: 'string', value: 'NAME_OR_ID', help: 'look at the stages of this API only' },
  config: { type: 'string', value: 'FILE', help: 'routes and members (default: gatewhy.config.json, if it lies here)' },
  region: { type: 'string', value: 'REGION', help: 'AWS region (default: as the AWS CLI finds it)' },
  profile: { type: 'string', value: 'NAME', help: 'AWS profile (default: as the AWS CLI finds it)' },
  json: { type: 'boolean', help: 'the checks as JSON' },
} as const satisfies OptionSpecs;

const usage = (message: string): Result<never, Failure> => err({ kind: 'usage', message });

const exitCodeOf = (checks: readonly Check[]): ExitCode => {
  if (checks.some(({ state }) => state === 'fault')) return EXIT.cause;
  return checks.some(({ state }) => state === 'unknown') ? EXIT.couldNotLook : EXIT.noFault;
};

/** The SDK is loaded here and not before. */
const checksOf = async ({ api, region, profile, config }: Given<typeof OPTIONS>, stack: string): Promise<readonly Check[]> => {
  const place = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  const [{ doctorPorts }, { findConfig }, { examine }] = await Promise.all([
    import('../composition/doctor.ts'),
    import('../../shared/files/read-config.ts'),
    import('../../shared/diagnosis/doctor/doctor.ts'),
  ]);
  const found = await findConfig(config);
  return examine(doctorPorts(place), { stack, ...(api !== undefined && { api }), ...(found && { config: found }) });
};

/** A deployment of gatewhy, and the stages that it is to read → what is wrong with them, and what to do. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  about: 'Check a deployment of gatewhy and the log settings of the stages, and say what to repair.',
  usage: ['doctor [--stack NAME] [--api NAME_OR_ID] [--config FILE] [--json]'],
  options: OPTIONS,
  async run(given) {
    const { stack = 'gatewhy-prod', region } = given;
    if (!/^[a-z][\w-]{0,100}$/i.test(stack)) return usage(`--stack "${stack}" is not the name of a stack: write it as gatewhy-prod.`);
    if (region !== undefined && !isRegion(region)) return usage(`--region "${region}" is not a region: write it as eu-west-1.`);
    const wipe = showProgress(`Looking at ${stack}`);
    const checks = await checksOf(given, stack).finally(wipe);
    const { doctorJson, doctorText } = await import('../../shared/reports/doctor-text.ts');
    const text = given.json
      ? `${JSON.stringify(doctorJson(stack, checks), null, 2)}\n`
      : doctorText(checks, { colour: wantsColour(), width: terminalWidth() });
    return finishWith(text, exitCodeOf(checks));
  },
});
