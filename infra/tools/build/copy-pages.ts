import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CAUSES = fileURLToPath(new URL('../../../shared/causes', import.meta.url));

/** The pages of the causes, where a bundle of `folder` looks for them (shared/files/cause-page.ts): in the folder `causes` beside its own. */
export const copyPages = (folder: string): Promise<void> =>
  cp(CAUSES, join(folder, 'causes'), { recursive: true, filter: (path) => path === CAUSES || path.endsWith('.md') });
