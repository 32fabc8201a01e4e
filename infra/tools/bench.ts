import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A bench prints its own figures, or returns them as text. */
type Bench = () => Promise<unknown>;

const isBench = (value: unknown): value is Bench => typeof value === 'function';

/** `benchLogReader` → `log-reader` */
const nameOf = (exported: string): string =>
  exported
    .slice('bench'.length)
    .replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();

/** `export const benchLogReader = …`: only such files are loaded, as the others are programs that a bench starts. */
const EXPORTS_A_BENCH = /^export const bench[A-Z]/m;

/** Every bench that a file in infra/tools/bench exports, by name. */
const findBenches = async (): Promise<ReadonlyMap<string, Bench>> => {
  const folder = fileURLToPath(new URL('./bench', import.meta.url));
  const modules = await Promise.all(
    globSync('*.ts', { cwd: folder })
      .sort()
      .map((file) => `${folder}/${file}`)
      .filter((path) => EXPORTS_A_BENCH.test(readFileSync(path, 'utf8')))
      .map((path) => import(path) as Promise<Readonly<Record<string, unknown>>>),
  );
  return new Map(
    modules
      .flatMap((module) => Object.entries(module))
      .flatMap(([name, value]) => (name.startsWith('bench') && isBench(value) ? [[nameOf(name), value] as const] : [])),
  );
};

const benches = await findBenches();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.has(name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${[...benches.keys()].join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of benches) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`── ${name}`);
    const figures = await bench();
    if (typeof figures === 'string') console.log(figures);
  }
}
