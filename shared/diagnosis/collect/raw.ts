import { isRecord } from '../../lib/json.ts';
import type { Raw } from '../collect-ports.ts';

/** Members of AWS answers: camelCase from API Gateway, PascalCase from apigatewayv2 and Lambda. The first that is there. */
const memberOf = (raw: unknown, names: readonly string[]): unknown =>
  isRecord(raw) ? names.map((name) => raw[name]).find((value) => value !== undefined && value !== null) : undefined;

export const textOf = (raw: unknown, ...names: readonly string[]): string | undefined => {
  const value = memberOf(raw, names);
  return typeof value === 'string' ? value : undefined;
};

export const numberOf = (raw: unknown, ...names: readonly string[]): number | undefined => {
  const value = memberOf(raw, names);
  return typeof value === 'number' ? value : undefined;
};

export const recordOf = (raw: unknown, ...names: readonly string[]): Raw | undefined => {
  const value = memberOf(raw, names);
  return isRecord(value) ? value : undefined;
};
