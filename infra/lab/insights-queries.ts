import type { LogStore } from './log-store.ts';
import type { Operation } from './wire.ts';
export const insightsQueries = (_store: LogStore): Readonly<Record<string, Operation>> => ({});
