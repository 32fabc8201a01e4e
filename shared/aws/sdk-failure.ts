/** What the SDK threw, in one sentence: the error's name says more than its message does. */
export const sdkReason = (action: string, error: unknown): string =>
  error instanceof Error ? `${action} failed: ${error.name}: ${error.message}` : `${action} failed: ${String(error)}`;
