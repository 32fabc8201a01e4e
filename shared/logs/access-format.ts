/**
 * A stage's own access-log format, ready to read its lines back. Values are not escaped by AWS, so a message may hold the separator: names
 * whose values have no white space are found from either end of the line, and free text takes what is left between them.
 */
export interface AccessFormat {
  readonly head: string;
  readonly slots: readonly { readonly name: string; readonly until: string }[];
}

const VARIABLE = /\$context\.([A-Za-z]\w*(?:\.\w[\w-]*)*)/;

export const compileAccessFormat = (format: string): AccessFormat => {
  const [head = '', ...parts] = format.trim().split(VARIABLE);
  const slots = Array.from({ length: parts.length / 2 }, (_, index) => ({
    name: parts[index * 2] ?? '',
    until: parts[index * 2 + 1] ?? '',
  }));
  return { head, slots };
};

const FREE_TEXT: ReadonlySet<string> = new Set([
  'error',
  'message',
  'messageString',
  'validationErrorString',
  'integrationErrorMessage',
  'userAgent',
  'subjectDN',
  'issuerDN',
  'disconnectReason',
]);

const AUTHORIZER_FACTS = /^authorizer\.(?:integrationLatency|integrationStatus|latency|principalId|requestId|status)$/;

const isFreeText = (name: string): boolean =>
  FREE_TEXT.has(name.slice(name.lastIndexOf('.') + 1)) || (name.startsWith('authorizer.') && !AUTHORIZER_FACTS.test(name));

/** Values that hold a space of their own, so that the first separator may be part of the value. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  requestTime: /^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}$/,
  routeKey: /^(?:[A-Z]+ \/\S*|\$\w+)$/,
};

/** How many separators a shaped value may hold. */
const REACH = 2;

const endFrom = (line: string, from: number, until: string, shape: RegExp | undefined): number => {
  const first = line.indexOf(until, from);
  let end = first;
  for (let reach = 0; shape && end >= 0 && reach < REACH; reach += 1) {
    if (shape.test(line.slice(from, end))) return end;
    end = line.indexOf(until, end + 1);
  }
  return end >= 0 && shape?.test(line.slice(from, end)) ? end : first;
};

const startBefore = (line: string, to: number, after: string, shape: RegExp | undefined): number => {
  const find = (before: number): number => (before < after.length ? -1 : line.lastIndexOf(after, before - after.length));
  const last = find(to);
  let start = last;
  for (let reach = 0; shape && start >= 0 && reach < REACH; reach += 1) {
    if (shape.test(line.slice(start + after.length, to))) return start;
    start = find(start);
  }
  return start >= 0 && shape?.test(line.slice(start + after.length, to)) ? start : last;
};

const clean = (name: string, value: string): string => {
  const trimmed = value.trim();
  const quoted = name === 'error.messageString' && trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"');
  return quoted ? trimmed.slice(1, -1) : trimmed;
};

const isAbsent = (value: string): boolean => value === '' || value === '-';

export const absentNames = (pairs: readonly (readonly [name: string, value: string])[]): readonly string[] =>
  pairs.flatMap(([name, value]) => (isAbsent(clean(name, value)) ? [name] : []));

/** AWS writes `-` for a value that the request does not have. */
export const presentFields = (pairs: readonly (readonly [name: string, value: string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs.map(([name, value]) => [name, clean(name, value)] as const).filter(([, value]) => !isAbsent(value)));

/** `undefined`: the line was not written with this format. Reads each part of the line once, from either end towards the free text. */
export const matchAccessFormat = ({ head, slots }: AccessFormat, line: string): Readonly<Record<string, string>> | undefined => {
  const tail = slots.at(-1)?.until ?? '';
  if (slots.length === 0 || line.length < head.length + tail.length || !line.startsWith(head) || !line.endsWith(tail)) return undefined;
  const pairs: (readonly [string, string])[] = [];
  let [from, to, left, right] = [head.length, line.length - tail.length, 0, slots.length - 1];
  const takeLeft = (shaped: boolean): boolean => {
    const { name, until } = slots[left] ?? { name: '', until: '' };
    const end = endFrom(line, from, until, shaped ? SHAPES[name] : undefined);
    if (end < from || end > to) return false;
    pairs.push([name, line.slice(from, end)]);
    from = end + until.length;
    left += 1;
    return true;
  };
  while (left < right && !isFreeText(slots[left]?.name ?? '')) if (!takeLeft(true)) return undefined;
  while (left < right && !isFreeText(slots[right]?.name ?? '')) {
    const name = slots[right]?.name ?? '';
    const before = slots[right - 1]?.until ?? '';
    const start = startBefore(line, to, before, SHAPES[name]);
    if (start < from) return undefined;
    pairs.push([name, line.slice(start + before.length, to)]);
    to = start;
    right -= 1;
  }
  while (left < right) if (!takeLeft(false)) return undefined;
  return from > to ? undefined : presentFields([...pairs, [slots[left]?.name ?? '', line.slice(from, to)]]);
};
