import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { HTTP } from './aws-cli-http.ts';
import { REST } from './aws-cli-rest.ts';
import { printWith } from './change-printer.ts';
import { inOrder } from './deployment-order.ts';

/** The commands of one change, without the deployment that it may need. */
export const commandsOf = (change: Change, target: Target): readonly string[] =>
  printWith(target.kind === 'REST' ? REST : HTTP, change, target);

/** Commands of the AWS CLI for a POSIX shell, ready to paste, in the order in which they have to run. Lines with `#` are remarks. */
export const awsCliCommands = (changes: readonly Change[], target: Target): readonly string[] =>
  inOrder(changes, target.kind).flatMap((change) => commandsOf(change, target));
