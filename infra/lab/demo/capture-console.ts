const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/**
 * What a piece of work writes to the console, kept instead of printed: on AWS a function's output goes to its log group, not to whoever
 * reads the demo. `hear` gets each line, and then nothing is kept. Powertools writes to the global console when `POWERTOOLS_DEV` is set.
 */
export const captureConsole = async <Result>(
  work: () => Promise<Result>,
  hear?: (line: string) => void,
): Promise<{ readonly result: Result; readonly output: readonly string[] }> => {
  const own = METHODS.map((method) => [method, console[method]] as const);
  const output: string[] = [];
  const keep = hear ?? ((line: string) => void output.push(line));
  for (const method of METHODS) console[method] = (...parts: readonly unknown[]) => keep(parts.map(String).join(' '));
  try {
    return { result: await work(), output };
  } finally {
    for (const [method, original] of own) console[method] = original;
  }
};
