import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import { REPAIR_TOOLS, type RepairTool } from '../../shared/model/repair-tool.ts';
import type { Failure, Given, OptionSpecs } from './command.ts';
import { defineCommand } from './define-command.ts';
import { exitCodeOf } from './exit-code.ts';
import { collectLive, LIVE_OPTIONS } from './live.ts';
import { readIncidentFile } from './read-incident-file.ts';
import { finishWith } from './terminal.ts';

const TOOLS = Object.keys(REPAIR_TOOLS);

const isTool = (name: string): name is RepairTool => Object.hasOwn(REPAIR_TOOLS, name);

const OPTIONS = {
  ...LIVE_OPTIONS,
  incident: { type: 'string', value: 'FILE', help: 'an incident file instead of a live stage; - for standard input' },
  'repair-for': { type: 'string', value: 'TOOL', help: `print the repair for this tool: ${TOOLS.join(', ')}` },
  json: { type: 'boolean', help: 'the whole diagnosis as JSON' },
} as const satisfies OptionSpecs;

/** Loaded when there is something to judge: help and usage errors need none of it. */
const answers = () => import('./answer.ts');

const diagnoseFile = async (path: string): Promise<Result<Diagnosis, Failure>> => {
  const file = await readIncidentFile(path);
  return file.ok ? ok((await answers()).answerIncident(file.value)) : file;
};

const diagnoseLive = async (given: Given<typeof OPTIONS>): Promise<Result<Diagnosis, Failure>> => {
  const collected = await collectLive(given);
  return collected.ok ? ok((await answers()).answerLive(collected.value)) : collected;
};

/** Question → evidence (live or from a file) → diagnosis → report. */
export const diagnoseCommand = defineCommand({
  name: 'diagnose',
  about: 'Name the cause, from a live stage or from an incident file.',
  usage: [
    'diagnose --api NAME_OR_ID --stage STAGE [--since 1h | --from TIME --to TIME] [--method VERB --path PATH | --request-id ID] [--repair-for TOOL] [--json]',
    'diagnose --incident FILE [--repair-for TOOL] [--json]',
  ],
  options: OPTIONS,
  async run(given) {
    const { incident, json, 'repair-for': tool, ...live } = given;
    if (incident !== undefined && Object.keys(live).length > 0) {
      return err({ kind: 'usage', message: `--incident reads everything from the file: leave out --${Object.keys(live)[0]}.` });
    }
    if (incident === undefined && given.api === undefined) {
      return err({ kind: 'usage', message: 'Say where to look: --api NAME_OR_ID --stage STAGE, or --incident FILE.' });
    }
    if (tool !== undefined && !isTool(tool)) {
      return err({ kind: 'usage', message: `--repair-for "${tool}" is not a tool that gatewhy prints for: write ${TOOLS.join(', ')}.` });
    }
    const diagnosis = incident === undefined ? await diagnoseLive(given) : await diagnoseFile(incident);
    if (!diagnosis.ok) return diagnosis;
    return finishWith(
      (await answers()).diagnosisText(diagnosis.value, json ?? false, tool === undefined ? {} : { tool }),
      exitCodeOf(diagnosis.value.verdict),
    );
  },
});
