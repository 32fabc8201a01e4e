import { readFileSync } from 'node:fs';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const figure = (file: string, pattern: RegExp): number => {
  const found = pattern.exec(read(file))?.[1];
  if (found === undefined) throw new Error(`${file} has no ${pattern.source}.`);
  return Number(found);
};

/** As serverless.yml and infra/queue.yml deploy them: of the worker and of the queue of alarms. */
export const FUNCTION_SECONDS = figure('serverless.yml', /^ {2}diagnose:\n(?: {4}.*\n)*? {4}timeout: (\d+)$/m);
export const WORKERS = figure('serverless.yml', /maximumConcurrency: (\d+)/);
export const MOST_RECEIVES = figure('infra/queue.yml', /maxReceiveCount: (\d+)/);
export const VISIBILITY_SECONDS = figure('infra/queue.yml', /VisibilityTimeout: (\d+)/);
