import { vi } from 'vitest';

/** What the functions wrote to standard output and error since the last call: log lines and metrics, parsed. */
export const captureLog = (): (() => readonly Record<string, unknown>[]) => {
  const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(() => true));
  return () => {
    const text = streams.flatMap(({ mock }) => mock.calls.map(([chunk]) => String(chunk))).join('');
    for (const stream of streams) stream.mockClear();
    return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  };
};
