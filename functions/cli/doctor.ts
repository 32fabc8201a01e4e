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
const checksOf = async ({ api, region, profile }: Given<typeof OPTIONS>, stack: string): Promise<readonly Check[]> => {
  const place = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  const [{ createCollectPorts }, { deploymentReads }, { createReadSecret }, { slackStanding }, { examine }] = await Promise.all([
    import('../../shared/aws/collect-ports.ts'),
    import('../../shared/aws/deployment-reads.ts'),
    import('../../shared/aws/stored-secret.ts'),
    import('../../shared/slack/slack-standing.ts'),
    import('../../shared/diagnosis/doctor/doctor.ts'),
  ]);
  const ports = {
    ...deploymentReads(place),
    collect: createCollectPorts(place),
    slack: (reference: string) => slackStanding(createReadSecret(reference, { place }), process.env.SLACK_API_URL),
  };
  return examine(ports, { stack, ...(api !== undefined && { api }) });
};

/** A deployment of gatewhy, and the stages that it is to read → what is wrong with them, and what to do. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  about: 'Check a deployment of gatewhy and the log settings of the stages, and say what to repair.',
  usage: ['doctor [--stack NAME] [--api NAME_OR_ID] [--json]'],
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
