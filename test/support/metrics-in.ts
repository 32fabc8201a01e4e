/** The values of all metrics in lines of a function's log, in CloudWatch's embedded format. */
export const metricsIn = (lines: readonly Record<string, unknown>[]) =>
  Object.assign({}, ...lines.filter((line) => '_aws' in line)) as Record<string, unknown>;
