import type { VerdictId } from '../model/cause-id.ts';
import type { Strength } from '../model/diagnosis.ts';

const SPELLED: Readonly<Record<string, string>> = {
  aws: 'AWS',
  cors: 'CORS',
  http: 'HTTP',
  lambda: 'Lambda',
  mock: 'MOCK',
  post: 'POST',
  tls: 'TLS',
  vpc: 'VPC',
  waf: 'WAF',
};

const OUTCOMES: Partial<Record<VerdictId, string>> = {
  'no-fault': 'No fault found',
  'logging-disabled': 'No logs to read',
  'insufficient-evidence': 'Not enough evidence',
};

/** `lambda-timeout` reads `Lambda timeout`. */
export const verdictTitle = (verdict: VerdictId): string => {
  const words = verdict.split('-').map((word) => SPELLED[word] ?? word);
  const title = words.join(' ');
  return OUTCOMES[verdict] ?? title.charAt(0).toUpperCase() + title.slice(1);
};

export const STRENGTH: { readonly [Degree in Strength]: string } = {
  conclusive: 'Conclusive: only this cause can write this evidence.',
  confirmed: 'Confirmed: configuration and symptom agree.',
  suggested: 'Suggested: the evidence fits, and may fit other causes.',
};
