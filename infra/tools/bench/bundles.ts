import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, FUNCTIONS } from '../build/bundle.ts';
import { type BundleSize, measureBundle } from '../build/measure-bundle.ts';

const STARTS = 15;

/** Milliseconds of the imports alone, in a process of their own: Node's own start is not in them. */
const TIMED = 'const t=performance.now();for(const f of process.argv.slice(1))await import(f);console.log(performance.now()-t)';

const timeImport = (files: readonly string[]): number => {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', TIMED, ...files], { encoding: 'utf8' });
  return Number(stdout);
};

/** The starts take turns, so that a busy machine slows all of them alike. */
const medians = (cases: readonly (readonly string[])[]): readonly number[] => {
  const rounds = Array.from({ length: STARTS }, () => cases.map(timeImport));
  return cases.map(
    (_, index) => rounds.map((round) => round[index] ?? Number.NaN).sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? Number.NaN,
  );
};

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
const ms = (millis: number): string => `${millis.toFixed(1)} ms`;

const row = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(16) : cell.padStart(14))).join('');

const figures = (name: string, { startupBytes, totalBytes, totalGzipBytes }: BundleSize, startup: number, all: number, empty: number) =>
  row([name, kB(startupBytes), kB(totalBytes), kB(totalGzipBytes), ms(startup), ms(startup - empty), ms(all - empty)]);

/** Sizes of the functions, and how long a new process takes to import them. */
export const benchBundles = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-bundles-'));
  try {
    await Promise.all(FUNCTIONS.map((name) => bundle(name, join(folder, name))));
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const handler = async () => {};\n');
    const indexes = FUNCTIONS.map((name) => [join(folder, name, 'index.mjs')]);
    const wholes = FUNCTIONS.map((name) =>
      ['index.mjs', ...globSync('later-*.mjs', { cwd: join(folder, name) })].map((file) => join(folder, name, file)),
    );
    const [none = Number.NaN, ...times] = medians([[empty], ...indexes, ...wholes]);
    console.log(row(['', 'startup, min', 'all, min', 'all, gzip', 'import', 'above empty', 'all loaded']));
    console.log(row(['empty handler', '', '', '', ms(none), '', '']));
    FUNCTIONS.forEach((name, index) => {
      const [startup = Number.NaN, all = Number.NaN] = [times[index], times[index + FUNCTIONS.length]];
      console.log(figures(name, measureBundle(join(folder, name)), startup, all, none));
    });
    console.log(`Median of ${STARTS} process starts, Node ${process.version}. "all loaded" is the upper bound: no event needs all of it.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
