import { CONFIG_FILE, type Config } from '../../shared/diagnosis/config.ts';
import { lazily } from '../../shared/lib/lazily.ts';

/** `npm run build` refuses a file that is wrong, so here it is a bug of the deployment. */
export const deployedConfig = lazily(async (): Promise<Config> => {
  const { readConfig } = await import('../../shared/files/read-config.ts');
  const config = await readConfig(process.env.CONFIG_FILE ?? CONFIG_FILE);
  if (!config.ok) throw new Error(config.failure);
  return config.value;
});
