import { readFile } from 'node:fs/promises';
import type { CauseId } from '../model/cause-id.ts';

/** The cause's page, Markdown, as it stands beside the cause. */
export const readCausePage = (id: CauseId): Promise<string> => readFile(new URL(`../causes/${id}.md`, import.meta.url), 'utf8');
