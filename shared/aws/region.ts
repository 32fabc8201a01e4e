import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ReadClientOptions } from './read-client-options.ts';

/** The Region that the clients use, wherever it comes from; nothing when none is set anywhere. */
export const regionOf = async (options: ReadClientOptions): Promise<string | undefined> => {
  try {
    return await new CloudWatchLogsClient(options).config.region();
  } catch {
    return undefined;
  }
};
