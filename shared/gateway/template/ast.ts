/** Where in the template, for messages: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean }
  /** A floating-point literal: Java prints it with its fraction. */
  | { readonly kind: 'double'; readonly value: number }
  /** A double-quoted string with references or directives inside. */
  | { readonly kind: 'interpolated'; readonly text: string; readonly at: Position }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | Reference;

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export type Access =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly index: Expression };

export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly path: readonly Access[];
  /** `$name`, neither quiet nor formal: Velocity 1.7 assigns and defines no variable by another form. */
  readonly plain: boolean;
  readonly at: Position;
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly reference: Reference }
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
      readonly otherwise?: Block;
    }
  | { readonly kind: 'foreach'; readonly variable: string; readonly list: Expression; readonly body: Block; readonly at: Position }
  | { readonly kind: 'define'; readonly variable: Reference; readonly body: Block }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' };

export type Block = readonly Node[];
