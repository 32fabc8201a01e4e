import { createReadStream } from 'node:fs';
import { createExecutionLogReader } from '../../../shared/logs/execution-log-reader.ts';

/** Run as a process of its own, so that its peak memory is the reader's. Prints one line of JSON. */
const [path = ''] = process.argv.slice(2);
const reader = createExecutionLogReader();
const startedAt = performance.now();
let failed = 0;
for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) failed += reader.push(chunk).length;
failed += reader.end().length;
const millis = performance.now() - startedAt;
console.log(JSON.stringify({ millis, failed, peakBytes: process.resourceUsage().maxRSS * 1024, ...reader.counts() }));
