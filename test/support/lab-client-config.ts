import type { Lab } from '../../infra/lab/lab.ts';

/** What an SDK client needs to speak to a lab; one attempt only, so that a refusal is seen as it comes. */
export const labClientConfig = ({ endpoint, region }: Lab) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
  maxAttempts: 1,
});
