import type { Brand } from '../lib/brand.ts';

export type Region = Brand<string, 'Region'>;
/** Twelve digits. */
export type AccountId = Brand<string, 'AccountId'>;

export const isRegion = (text: string): text is Region => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);
export const isAccountId = (text: string): text is AccountId => /^\d{12}$/.test(text);
