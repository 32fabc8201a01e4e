import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { IncidentFile } from '../../shared/model/incident-file.ts';
import { fencesOf, message } from './markdown.ts';

/** What a section of a cause's page says must come out. */
export interface ExpectedDiagnosis {
  readonly verdict: string;
  readonly strength?: string;
  /** What a replay shows of the verdict: `proven`, `reproduced`. */
  readonly proof?: string;
  readonly where?: string;
  /** Kinds of evidence, in order. */
  readonly evidence?: readonly string[];
  /** Further causes that must be named beside the verdict. */
  readonly also?: readonly string[];
  readonly ruledOut?: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly incident: IncidentFile;
  readonly expected: ExpectedDiagnosis;
}

const REQUEST_ID = '5f0c1d5e-3c3b-4b1e-9d57-0a4c9a1e77aa';

const requestOf = (text: string) => {
  const { start, headers, body } = message(text);
  const [method = '', path = ''] = start.split(' ');
  return { method, path, headers, ...(body !== undefined && { body }) };
};

const responseOf = (text: string) => {
  const { start, headers, body } = message(text);
  return { status: Number(start), headers, ...(body !== undefined && { body }) };
};

const sectionOf = (title: string, markdown: string): Section => {
  const fences = fencesOf(markdown);
  const text = (info: string): string | undefined => fences.find((fence) => fence.info === info)?.text;
  const json = (info: string): Record<string, unknown> | undefined => {
    const found = text(info);
    return found === undefined ? undefined : (JSON.parse(found) as Record<string, unknown>);
  };
  const exchangesOf = fences.flatMap(({ info }, at) => (info === 'http request' ? [at] : []));
  const exchanges = exchangesOf.map((from, index) => {
    const own = fences.slice(from, exchangesOf[index + 1] ?? fences.length);
    const part = (info: string): string | undefined => own.find((fence) => fence.info === info)?.text;
    const endpoint = part('json endpoint');
    const response = part('http response');
    return {
      request: requestOf(own[0]?.text ?? ''),
      ...(endpoint !== undefined && { endpoint: JSON.parse(endpoint) as unknown }),
      ...(response !== undefined && { response: responseOf(response) }),
    };
  });
  const noted = json('json incident') as Partial<IncidentFile> | undefined;
  const log = text('log');
  const functionLog = text('log function');
  const accessLog = text('log access');
  const testLog = text('log test');
  const expected = text('yaml diagnosis');
  if (expected === undefined) throw new Error(`The section "${title}" has no "yaml diagnosis" fence.`);
  return {
    title,
    expected: parse(expected) as ExpectedDiagnosis,
    incident: {
      version: 1,
      api: { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1', account: '123456789012' },
      ...noted,
      ...(text('json stage') !== undefined && { config: json('json stage') ?? {} }),
      logs: {
        ...noted?.logs,
        ...(log !== undefined && { execution: log.split('\n').map((line) => ({ message: `(${REQUEST_ID}) ${line}` })) }),
        ...(accessLog !== undefined && {
          access: { ...noted?.logs?.access, events: accessLog.split('\n').map((line) => ({ message: line })) },
        }),
        ...(testLog !== undefined && { test: testLog }),
        ...(functionLog !== undefined && { functions: { orders: functionLog.split('\n').map((line) => ({ message: line })) } }),
      },
      ...(exchanges.length > 0 && { exchanges }),
    },
  };
};

/** The sections of a page that end in an expected diagnosis; prose before the first heading explains and is not run. */
export const readPage = (url: URL): readonly Section[] =>
  readFileSync(url, 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => sectionOf(section.slice(0, section.indexOf('\n')).trim(), section));
