import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Audit } from '../../shared/model/audit.ts';
import type { Failure, Given, OptionSpecs } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { collectLive, LIVE_OPTIONS } from './live.ts';
import { readIncidentFile } from './read-incident-file.ts';
import { finishWith, terminalWidth, wantsColour } from './terminal.ts';

const { api, stage, region, profile } = LIVE_OPTIONS;

const OPTIONS = {
  api,
  stage,
  region,
  profile,
  incident: { type: 'string', value: 'FILE', help: 'the configuration in an incident file instead of a live stage; - for standard input' },
  json: { type: 'boolean', help: 'the whole audit as JSON' },
} as const satisfies OptionSpecs;

/** Loaded when there is something to judge. */
const judges = async () => {
  const [{ audit }, { readIncident }] = await Promise.all([
    import('../../shared/diagnosis/audit/audit.ts'),
    import('../../shared/diagnosis/read-incident.ts'),
  ]);
  return { audit, readIncident };
};

const auditFile = async (path: string): Promise<Result<Audit, Failure>> => {
  const file = await readIncidentFile(path);
  if (!file.ok) return file;
  const { audit, readIncident } = await judges();
  return ok(audit(readIncident(file.value)));
};

const auditLive = async (given: Given<typeof OPTIONS>): Promise<Result<Audit, Failure>> => {
  const collected = await collectLive(given, { only: 'configuration' });
  if (!collected.ok) return collected;
  const { audit, readIncident } = await judges();
  return ok({ ...audit(readIncident(collected.value.incident)), cost: collected.value.cost });
};

const exitCodeOf = ({ findings, methods }: Audit): ExitCode => {
  if (findings.length > 0) return EXIT.cause;
  return methods.lookedAt === 0 || methods.lookedAt < methods.configured ? EXIT.couldNotLook : EXIT.noFault;
};

/** A live stage or an incident file → its configuration → what would fail. */
export const auditCommand = defineCommand({
  name: 'audit',
  about: 'Say which methods would fail though nobody has failed yet, from the configuration alone.',
  usage: ['audit --api NAME_OR_ID --stage STAGE [--json]', 'audit --incident FILE [--json]'],
  options: OPTIONS,
  async run(given) {
    const { incident, json, ...live } = given;
    if (incident !== undefined && Object.keys(live).length > 0) {
      return err({ kind: 'usage', message: `--incident reads everything from the file: leave out --${Object.keys(live)[0]}.` });
    }
    if (incident === undefined && given.api === undefined) {
      return err({ kind: 'usage', message: 'Say where to look: --api NAME_OR_ID --stage STAGE, or --incident FILE.' });
    }
    const audited = incident === undefined ? await auditLive(given) : await auditFile(incident);
    if (!audited.ok) return audited;
    const { auditJson, auditText } = await import('../../shared/reports/audit-text.ts');
    const text = json
      ? `${JSON.stringify(auditJson(audited.value), null, 2)}\n`
      : auditText(audited.value, { colour: wantsColour(), width: terminalWidth() });
    return finishWith(text, exitCodeOf(audited.value));
  },
});
