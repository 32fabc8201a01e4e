import { readFileSync } from 'node:fs';

/** An event as a function receives it, from test/fixtures/alarms. */
export const alarmFixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/alarms/${name}.json`, import.meta.url), 'utf8'));
