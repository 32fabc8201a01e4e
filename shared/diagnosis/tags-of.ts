import { isRecord } from '../lib/json.ts';
import { redactMember } from '../lib/redact.ts';
import type { IncidentFile } from '../model/incident-file.ts';

const textsOf = (tags: unknown): readonly (readonly [string, string])[] =>
  isRecord(tags)
    ? Object.entries(tags).flatMap(([key, value]) => (typeof value === 'string' ? [[key, String(redactMember(key, value))] as const] : []))
    : [];

/** Tags of the API, then of its stage, whose value counts where both have the key. REST writes `tags`, HTTP and WebSocket APIs `Tags`. Redacted: the incident keeps them. */
export const tagsOf = ({ config }: IncidentFile): Readonly<Record<string, string>> | undefined => {
  const owners = [config?.restApi, config?.httpApi, config?.stage].filter(isRecord);
  const all = owners.flatMap(({ tags, Tags }) => [...textsOf(tags), ...textsOf(Tags)]);
  return all.length > 0 ? Object.fromEntries(all) : undefined;
};
