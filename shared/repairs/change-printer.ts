import type { Target } from '../model/diagnosis.ts';
import type { Change, ChangeKind, ChangeOf } from '../model/repair.ts';

/** How a tool says one change. */
export type ChangePrinter<Kind extends ChangeKind, Piece> = (change: ChangeOf<Kind>, target: Target) => readonly Piece[];

/** A total table: a new kind of change does not compile until the tool can say it, or says why it cannot. */
export type PrinterTable<Piece> = { readonly [Kind in ChangeKind]: ChangePrinter<Kind, Piece> };

/** The table cannot tell the compiler that a change meets the printer of its own kind; its type has. */
export const printWith = <Piece>(table: PrinterTable<Piece>, change: Change, target: Target): readonly Piece[] =>
  table[change.kind](change as never, target);
