import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings } from './client-settings.ts';

/** The Region that the clients use, wherever it comes from; nothing when none is set anywhere. */
export const regionOf = async (settings: ClientSettings): Promise<string | undefined> => {
  try {
    return await new CloudWatchLogsClient(settings).config.region();
  } catch {
    return undefined;
  }
};
