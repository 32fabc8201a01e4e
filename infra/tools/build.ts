import { bundle, FUNCTIONS } from './build/bundle.ts';

await Promise.all(FUNCTIONS.map((name) => bundle(name, `dist/${name}`)));
