const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/**
 * What a piece of work writes to the console, kept instead of printed: on AWS a function's output goes to its log group, not to whoever
 * reads the demo. Powertools writes to the global console when `POWERTOOLS_DEV` is set.
 */
export const captureConsole = async <Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly output: readonly string[] }> => {
  const own = METHODS.map((method) => [method, console[method]] as const);
  const output: string[] = [];
  for (const method of METHODS) console[method] = (...parts: readonly unknown[]) => void output.push(parts.map(String).join(' '));
  try {
    return { result: await work(), output };
  } finally {
    for (const [method, original] of own) console[method] = original;
  }
};
