import { printable } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { Diagnosis, NamedCause, Target, Window } from '../model/diagnosis.ts';
import { REPAIR_TOOLS, type RepairTool } from '../model/repair-tool.ts';
import { type Option, printCommand, quote } from '../repairs/shell-word.ts';

/** How to get the repair in another form. */
export interface OtherTools {
  /** `cloudformation, cdk or terraform`. */
  readonly names: string;
  /** Asks for the first of them, ready to paste. */
  readonly command: string;
}

const TOOLS = Object.keys(REPAIR_TOOLS) as readonly RepairTool[];

const spoken = (names: readonly string[]): string => [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ');

const targetOptions = ({ apiId, apiName, stage, region }: Target): readonly Option[] => [
  ['--api', quote(apiId ?? apiName ?? 'NAME-OF-THE-API')],
  ...(stage === undefined ? [] : [['--stage', quote(stage)] as const]),
  ...(region === undefined ? [] : [['--region', quote(region)] as const]),
];

const windowOptions = (window: Window | undefined): readonly Option[] =>
  window
    ? [
        ['--from', quote(window.from.toISOString())],
        ['--to', quote(window.to.toISOString())],
      ]
    : [];

/** What the replay refutes needs no repair. */
const isConfigured = ({ repair, proof }: NamedCause): boolean => repair.kind === 'config' && proof.kind !== 'refuted';

/** `undefined`: no cause has a repair that tools could say differently. */
export const otherTools = ({ target, window, causes }: Diagnosis, tool: RepairTool): OtherTools | undefined => {
  const others = TOOLS.filter((other) => other !== tool);
  const [first] = others;
  if (first === undefined || !causes.some(isConfigured)) return undefined;
  const options = [...targetOptions(target), ...windowOptions(window), ['--repair-for', quote(first)] as const];
  return { names: spoken(others), command: printable(redact(printCommand('gatewhy diagnose', options))) };
};
