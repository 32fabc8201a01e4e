import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Golden, Outcome } from './velocity-oracle/golden.ts';

/** Debian's packages velocity, libcommons-lang-java and libcommons-collections3-java put these into /usr/share/java. */
const JARS = ['velocity.jar', 'commons-lang.jar', 'commons-collections3.jar'] as const;

const GOLDENS = fileURLToPath(new URL('../../test/golden/velocity', import.meta.url));
const ORACLE = fileURLToPath(new URL('./velocity-oracle/VelocityOracle.java', import.meta.url));

const missing = (folder: string): readonly string[] => [
  ...(spawnSync('java', ['-version']).error ? ['java (17 or newer, with its compiler)'] : []),
  ...JARS.filter((jar) => !existsSync(`${folder}/${jar}`)).map((jar) => `${folder}/${jar}`),
];

const outcome = (printed: string): Outcome => {
  const [kind = '', first = '', second = ''] = printed.split(':');
  switch (kind) {
    case 'text':
      return Buffer.from(first, 'base64').toString('utf8');
    case 'parse':
      return { fails: 'parse', line: Number(first), column: Number(second) };
    case 'evaluation':
      return { fails: 'evaluation' };
    default:
      throw new Error(`the oracle printed ${JSON.stringify(printed)}`);
  }
};

const run = (folder: string, templates: readonly string[]): readonly string[] => {
  const classPath = JARS.map((jar) => `${folder}/${jar}`).join(':');
  const input = templates.map((template) => `${Buffer.from(template, 'utf8').toString('base64')}\n`).join('');
  const { status, stdout, stderr } = spawnSync('java', ['-cp', classPath, ORACLE], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`java failed: ${stderr}`);
  return stdout.trimEnd().split('\n');
};

/** Renders every template of the goldens with Apache Velocity 1.7 and writes what it printed beside it. */
const regenerate = (folder: string): number => {
  const files = globSync('*.json', { cwd: GOLDENS }).sort();
  const pages = files.map((file) => JSON.parse(readFileSync(`${GOLDENS}/${file}`, 'utf8')) as readonly Golden[]);
  const lines = run(
    folder,
    pages.flat().map(({ template }) => template),
  ).values();
  for (const [index, page] of pages.entries()) {
    const rendered = page.map(({ name, template, differs, ours }): Golden => {
      const [stock = '', tuned = ''] = (lines.next().value ?? '').split(' ');
      return {
        name,
        template,
        ...(differs !== undefined && { differs }),
        ...(ours !== undefined && { ours }),
        stock: outcome(stock),
        ...(tuned !== stock && { tuned: outcome(tuned) }),
      };
    });
    writeFileSync(`${GOLDENS}/${files[index]}`, `${JSON.stringify(rendered, null, 2)}\n`);
  }
  return pages.flat().length;
};

const folder = process.argv[2] ?? process.env.VELOCITY_JARS ?? '/usr/share/java';
const lacking = missing(folder);
if (lacking.length > 0) {
  console.error(`The goldens stay as they are. Missing: ${lacking.join(', ')}.
Debian has Apache Velocity 1.7: apt-get install velocity (or apt-get download velocity libcommons-lang-java libcommons-collections3-java
and dpkg -x them into a folder), then: npm run velocity-goldens -- FOLDER_OF_THE_JARS (or set VELOCITY_JARS).`);
  process.exitCode = 1;
} else console.log(`${regenerate(folder)} templates rendered with Apache Velocity 1.7.`);
