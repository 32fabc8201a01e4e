import { useOwnPatterns } from '../../shared/lib/own-patterns.ts';
import { ok, type Result } from '../../shared/lib/result.ts';

/** `REDACT_PATTERNS`: what this deployment calls a secret (infra/redaction.yml). The failure is a sentence; nothing may be read after it. */
export const useConfiguredPatterns = async (text = process.env.REDACT_PATTERNS): Promise<Result<undefined, string>> => {
  if (!text) return ok(undefined);
  const { compileOwnPatterns } = await import('../../shared/lib/compile-own-patterns.ts');
  const patterns = compileOwnPatterns(text);
  if (!patterns.ok) return { ok: false, failure: `REDACT_PATTERNS: ${patterns.failure}` };
  useOwnPatterns(patterns.value);
  return ok(undefined);
};
