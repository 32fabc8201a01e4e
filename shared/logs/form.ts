import type { EventOf, TraceEvent } from '../model/trace.ts';

export type KnownKind = Exclude<TraceEvent['kind'], 'other'>;

/** A wording, or a wording together with the fields that it does not spell out. */
export type FormOf<Kind extends KnownKind> = string | readonly [text: string, implied: Partial<Omit<EventOf<Kind>, 'kind'>>];

export type FormsOf<Kind extends KnownKind> = readonly [FormOf<Kind>, ...FormOf<Kind>[]];
