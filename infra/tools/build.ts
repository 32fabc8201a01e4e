import { CONFIG_FILE } from '../../shared/diagnosis/config.ts';
import { readConfig } from '../../shared/files/read-config.ts';
import { bundle, FUNCTIONS } from './build/bundle.ts';
import { copyPages } from './build/copy-pages.ts';

const config = await readConfig(CONFIG_FILE);
if (!config.ok) {
  console.error(config.failure);
  process.exit(1);
}
await Promise.all([...FUNCTIONS.map((name) => bundle(name, `dist/${name}`)), copyPages('dist')]);
