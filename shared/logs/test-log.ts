import type { Trace } from '../model/trace.ts';
import { readExecutionLog } from './execution-log.ts';

/** The log of the console's Test button or of TestInvokeMethod: one string. People paste several runs, so it may hold more than one trace. */
export const readTestLog = (log: string): readonly Trace[] => readExecutionLog([{ message: log }], 'test-log');
