import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One bundle for each file functions/NAME.ts that has a trigger. */
export const FUNCTIONS = ['alarm', 'diagnose', 'slack'] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles one function into `outdir`: `index.mjs`, and beside it what it loads later. `mainFields`: esbuild's default for Node takes the
 * CommonJS entry of the SDK, which cannot be tree-shaken. Nothing inside needs `require`: a test looks.
 */
export const bundle = async (name: FunctionName, outdir: string): Promise<void> => {
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [{ in: fromHere(`../../../functions/${name}.ts`), out: 'index' }],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'later-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': fromHere('./lambda-credentials.ts') },
    logLevel: 'warning',
  });
};
