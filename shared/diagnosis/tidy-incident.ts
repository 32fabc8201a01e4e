import { isRecord } from '../lib/json.ts';

type Raw = Readonly<Record<string, unknown>>;
type Tidy = (value: unknown) => unknown;

/** `null` at a place of ours means that there is nothing; inside AWS's objects it means "not set" and stays. */
const withoutNulls = (value: Raw): Raw => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));

const at =
  (members: Readonly<Record<string, Tidy>>): Tidy =>
  (value) => {
    if (!isRecord(value)) return value;
    const present = withoutNulls(value);
    return Object.fromEntries(
      Object.entries(present).map(([key, member]) => [key, Object.hasOwn(members, key) ? members[key]?.(member) : member]),
    );
  };

/** `aws` commands print lists inside an object: `{"items": […]}`, `{"Items": […]}`, `{"events": […]}`. */
const list: Tidy = (value) => {
  if (!isRecord(value)) return value;
  return [value.items, value.Items, value.item, value.events].find(Array.isArray) ?? value;
};

/** Log lines are also taken as plain texts, and one text as one event. */
const events: Tidy = (value) => {
  const entries: unknown = typeof value === 'string' ? [value] : list(value);
  if (!Array.isArray(entries)) return entries;
  return entries.map((entry: unknown) => (typeof entry === 'string' ? { message: entry } : isRecord(entry) ? withoutNulls(entry) : entry));
};

const access: Tidy = (value) => (Array.isArray(value) || typeof value === 'string' ? { events: events(value) } : at({ events })(value));

const functionLogs: Tidy = (value) =>
  isRecord(value) ? Object.fromEntries(Object.entries(withoutNulls(value)).map(([name, lines]) => [name, events(lines)])) : value;

const config: Tidy = at({
  resources: list,
  gatewayResponses: list,
  authorizers: list,
  routes: list,
  integrations: list,
  domains: list,
});

/** What people paste, brought to the one form of the incident file. What it does not know, it leaves for the schema to judge. */
export const tidyIncident: Tidy = at({ api: at({}), config, logs: at({ execution: events, access, functions: functionLogs }) });
