import { bundle, FUNCTIONS } from './build/bundle.ts';
import { copyPages } from './build/copy-pages.ts';

await Promise.all([...FUNCTIONS.map((name) => bundle(name, `dist/${name}`)), copyPages('dist')]);
