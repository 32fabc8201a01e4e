import type { Method, MethodSettings, StageSettings } from '../model/api.ts';

const EVERY_METHOD = '*/*';

/** `orders/{id}/GET`: as GetStage keys an override, without a leading slash. */
const keyOf = ({ path, verb }: Pick<Method, 'path' | 'verb'>): string => `${path.replace(/^\//, '')}/${verb}`;

/** The settings that hold for a method: its own, laid over those of every method. A member that neither has is unknown. */
export const methodSettingsFor = ({ methodSettings }: StageSettings, method: Pick<Method, 'path' | 'verb'>): MethodSettings | undefined => {
  if (!methodSettings) return undefined;
  return { ...methodSettings[EVERY_METHOD], ...methodSettings[keyOf(method)] };
};
