import type { Trace } from '../model/trace.ts';
import { readExecutionLog } from './execution-log.ts';
import { readLineStart } from './line-start.ts';

export interface ReaderLimits {
  /** Requests without a completion that are held at once; beyond it the oldest one is let go. */
  readonly openRequests: number;
  /** What all of them together may hold; beyond it the oldest one is let go. */
  readonly heldBytes: number;
  /** What one request may hold; later lines of it are dropped. */
  readonly bytesPerRequest: number;
  /** Lines of the log for which a completed request waits for its own last lines: endpoint and X-ray ids follow the completion. */
  readonly lingerLines: number;
}

export const READER_LIMITS: ReaderLimits = {
  openRequests: 10_000,
  heldBytes: 67_108_864,
  bytesPerRequest: 1_048_576,
  lingerLines: 2_000,
};

export interface ReaderCounts {
  readonly lines: number;
  readonly completed: number;
  readonly kept: number;
  /** Requests that were let go without a completion and without a failure line: cut off by the log's end, or by `openRequests`. */
  readonly unfinished: number;
  readonly droppedLines: number;
}

/**
 * Reads a log of any size in one pass, oldest line first, in memory that does not grow with it. Requests whose status is not wanted are
 * forgotten at their completion without being parsed.
 */
export interface ExecutionLogReader {
  /** The requests that became complete with this chunk; it may end anywhere, also inside a line. */
  readonly push: (chunk: Uint8Array) => readonly Trace[];
  /** The last ones, and those that failed and were cut off by the log's end. */
  readonly end: () => readonly Trace[];
  readonly counts: () => ReaderCounts;
}

interface Open {
  readonly id: string;
  /** Lines whose chunks were given back, one character per byte: decoded only when somebody wants them. */
  saved: string;
  /** Chunk, start and end of every line since: nothing is copied for a request that ends well. */
  parts: (Buffer | number)[];
  /** The chunk since which it has held parts. */
  since: number;
  bytes: number;
  failed: boolean;
  completedAt: number | undefined;
}

const NEWLINE = 10;
const OPENING = 40;
const CLOSING = 41;
const UUID_LENGTH = 36;
const LONGEST_ID = 128;
/** A request that runs longer copies its lines, so that it does not hold the chunks of everybody else. */
const CHUNKS_HELD = 32;
const COMPLETED = Buffer.from('Method completed with status: ');
const FAILURES = ['Execution failed', 'Lambda execution failed', 'Lambda invocation failed'].map((text) => Buffer.from(text));
const AFTER_COMPLETION = ['AWS Integration Endpoint RequestId', 'X-ray Tracing ID'].map((text) => Buffer.from(text));

/** Faster here than a native call: most lines differ in the first bytes. */
const startsWith = (log: Buffer, at: number, text: Buffer): boolean => {
  for (let index = 0; index < text.length; index += 1) if (log[at + index] !== text[index]) return false;
  return true;
};

/** Where the `)` of `(request id) ` stands; 0 when the line begins otherwise. */
const endOfId = (log: Buffer, from: number, to: number): number => {
  if (log[from] !== OPENING) return 0;
  const uuidEnd = from + 1 + UUID_LENGTH;
  if (log[uuidEnd] === CLOSING && uuidEnd < to) return uuidEnd;
  const last = Math.min(to, from + LONGEST_ID);
  for (let at = from + 2; at < last; at += 1) if (log[at] === CLOSING) return at;
  return 0;
};

const linesIn = (parts: readonly (Buffer | number)[]): string => {
  let lines = '';
  for (let index = 0; index < parts.length; index += 3) {
    const [chunk, from, to] = [parts[index], parts[index + 1], parts[index + 2]];
    if (Buffer.isBuffer(chunk) && typeof from === 'number' && typeof to === 'number') lines += `${chunk.toString('latin1', from, to)}\n`;
  }
  return lines;
};

const isServerError = (status: number): boolean => status >= 500;

export const createExecutionLogReader = (
  wanted: (status: number) => boolean = isServerError,
  limits: ReaderLimits = READER_LIMITS,
): ExecutionLogReader => {
  const open = new Map<string, Open>();
  const completed: Open[] = [];
  let ready: Trace[] = [];
  let rest = Buffer.alloc(0);
  let current: Open | undefined;
  let chunks = 0;
  let held = 0;
  const counts = { lines: 0, completed: 0, kept: 0, unfinished: 0, droppedLines: 0 };

  const emit = ({ saved, parts }: Open): void => {
    const text = Buffer.from(saved + linesIn(parts), 'latin1')
      .toString('utf8')
      .trimEnd();
    const traces = readExecutionLog([{ message: text }]);
    counts.kept += traces.length;
    ready.push(...traces);
  };

  const forget = (request: Open): void => {
    open.delete(request.id);
    held -= request.bytes;
    if (current === request) current = undefined;
  };

  const letGo = (request: Open): void => {
    forget(request);
    if (request.failed) emit(request);
    else counts.unfinished += 1;
  };

  const emitCompleted = (until: number): void => {
    while ((completed[0]?.completedAt ?? Number.POSITIVE_INFINITY) <= until) {
      const request = completed.shift();
      if (!request) return;
      forget(request);
      emit(request);
    }
  };

  /** The oldest request goes first; a completed one leaves whole, with those that completed before it. */
  const makeRoom = (): void => {
    while (open.size > limits.openRequests || held > limits.heldBytes) {
      const oldest = open.values().next().value;
      if (!oldest) return;
      if (oldest.completedAt === undefined) letGo(oldest);
      else emitCompleted(oldest.completedAt);
    }
  };

  const giveChunksBack = (): void => {
    for (const request of open.values()) {
      if (request.since > chunks - CHUNKS_HELD) return;
      request.saved += linesIn(request.parts);
      request.parts = [];
      request.since = chunks;
      open.delete(request.id);
      open.set(request.id, request);
    }
  };

  const hold = (request: Open, log: Buffer, from: number, to: number): void => {
    if (request.bytes + to - from > limits.bytesPerRequest) {
      counts.droppedLines += 1;
      return;
    }
    request.parts.push(log, from, to);
    request.bytes += to - from;
    held += to - from;
  };

  const requestOf = (id: string): Open => {
    const known = open.get(id);
    if (known) return known;
    const request: Open = { id, saved: '', parts: [], since: chunks, bytes: 0, failed: false, completedAt: undefined };
    open.set(id, request);
    return request;
  };

  const complete = (request: Open, status: number): void => {
    if (request.completedAt !== undefined) return;
    counts.completed += 1;
    if (wanted(status)) {
      request.completedAt = counts.lines;
      completed.push(request);
    } else forget(request);
  };

  /** `textAt`: where AWS's own text begins, behind the id. */
  const add = (log: Buffer, from: number, to: number, id: string, textAt: number): void => {
    if (!open.has(id) && AFTER_COMPLETION.some((text) => startsWith(log, textAt, text))) return;
    const request = requestOf(id);
    current = request;
    hold(request, log, from, to);
    if (startsWith(log, textAt, COMPLETED)) {
      const statusAt = textAt + COMPLETED.length;
      complete(request, Number(log.toString('latin1', statusAt, statusAt + 3)));
    } else request.failed ||= FAILURES.some((text) => startsWith(log, textAt, text));
  };

  const addOddLine = (log: Buffer, from: number, to: number): void => {
    const line = log.toString('latin1', from, to);
    const { requestId, text, known } = readLineStart(line);
    if (requestId !== undefined || known) add(log, from, to, requestId ?? current?.id ?? '', to - text.length);
    else if (current) hold(current, log, from, to);
    else counts.droppedLines += 1;
  };

  const addLine = (log: Buffer, from: number, to: number): void => {
    counts.lines += 1;
    const idEnd = endOfId(log, from, to);
    if (idEnd > 0) add(log, from, to, log.toString('latin1', from + 1, idEnd), idEnd + 2);
    else addOddLine(log, from, to);
  };

  const take = (): readonly Trace[] => {
    const traces = ready;
    ready = [];
    return traces;
  };

  const addLines = (log: Buffer, start: number): number => {
    let from = start;
    for (let to = log.indexOf(NEWLINE, from); to >= 0; to = log.indexOf(NEWLINE, from)) {
      if (to > from) addLine(log, from, to);
      from = to + 1;
    }
    return from;
  };

  return {
    push: (chunk) => {
      const log = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      chunks += 1;
      const firstEnd = rest.length > 0 ? log.indexOf(NEWLINE) + 1 : 0;
      if (firstEnd > 0) addLines(Buffer.concat([rest, log.subarray(0, firstEnd)]), 0);
      const from = rest.length > 0 && firstEnd === 0 ? 0 : addLines(log, firstEnd);
      const before = rest.length > 0 && firstEnd === 0 ? [rest] : [];
      rest = Buffer.concat([...before, log.subarray(from)]).subarray(0, limits.bytesPerRequest);
      emitCompleted(counts.lines - limits.lingerLines);
      makeRoom();
      giveChunksBack();
      return take();
    },
    end: () => {
      if (rest.length > 0) addLine(rest, 0, rest.length);
      rest = Buffer.alloc(0);
      emitCompleted(counts.lines);
      for (const request of open.values()) letGo(request);
      return take();
    },
    counts: () => ({ ...counts }),
  };
};
