import type { Trace } from '../model/trace.ts';
import { readExecutionLog } from './execution-log.ts';

/** The log of a console Test or TestInvokeMethod: one string, one execution. */
export const readTestLog = (text: string): Trace =>
  readExecutionLog([{ message: text }], 'test-log')[0] ?? { source: 'test-log', events: [] };
