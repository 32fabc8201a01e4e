import { auditCommand } from './audit.ts';
import { captureCommand } from './capture.ts';
import type { Command } from './command.ts';
import { diagnoseCommand } from './diagnose.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { labCommand } from './lab.ts';
import { replayCommand } from './replay.ts';

export const COMMANDS: readonly Command[] = [
  diagnoseCommand,
  auditCommand,
  captureCommand,
  replayCommand,
  labCommand,
  explainCommand,
  doctorCommand,
];
