import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { redact } from '../../shared/lib/redact.ts';

/** Every string of every line is redacted, whoever wrote it. */
export const logger = new Logger({
  serviceName: 'gatewhy',
  jsonReplacerFn: (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value),
});

export const metrics = new Metrics({ namespace: 'Gatewhy', serviceName: 'gatewhy' });
