import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian and Ubuntu put it, and the name that CI images of GitHub use. */
export const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== '' && existsSync(path),
);

// biome-ignore format: a list of flags
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--virtual-time-budget=2000',
];

const withPage = async <Value>(html: string, work: (url: string, flags: readonly string[]) => Promise<Value>): Promise<Value> => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-page-'));
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  try {
    return await work(`file://${page}`, [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const start = async (args: readonly string[]): Promise<string> => {
  const { stdout } = await run(CHROMIUM ?? 'chromium', [...args], { timeout: 60_000, maxBuffer: 32 * 1024 * 1024 });
  return stdout;
};

/** The document as the browser has made it, its scripts run. */
export const renderedDom = (html: string): Promise<string> => withPage(html, (url, flags) => start([...flags, '--dump-dom', url]));

/** A PNG of the whole page. */
export const screenshot = (html: string, height: number, path: string): Promise<string> =>
  withPage(html, (url, flags) => start([...flags, `--window-size=780,${height}`, `--screenshot=${path}`, url]));
