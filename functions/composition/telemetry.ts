import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { redactMember } from '../../shared/lib/redact.ts';
import { useConfiguredPatterns } from './redaction.ts';

/** Every string and number of every line is redacted, by its name and by what it looks like, whoever wrote it. */
export const logger = new Logger({
  serviceName: 'gatewhy',
  jsonReplacerFn: (key, value: unknown) => (typeof value === 'string' || typeof value === 'number' ? redactMember(key, value) : value),
});

export const metrics = new Metrics({ namespace: 'Gatewhy', serviceName: 'gatewhy' });

/** Nothing is read before it is known what may not be shown. */
const configured = await useConfiguredPatterns();
if (!configured.ok) throw new Error(configured.failure);
