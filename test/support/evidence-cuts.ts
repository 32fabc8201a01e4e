import type { IncidentFile, RawLogEvent } from '../../shared/model/incident-file.ts';
import { accessLogFormat } from '../../shared/repairs/access-log.ts';
import { FAMILIES, type Family, type FamilyId, REQUEST } from './evidence-families.ts';

const AT = Date.UTC(2026, 10, 20, 14, 5);
const api: IncidentFile['api'] = {
  kind: 'REST',
  id: 'a1b2c3d4e5',
  name: 'parcels',
  stage: 'prod',
  region: 'eu-west-1',
  account: '123456789012',
};
const window = { from: '2026-11-20T14:00:00.000Z', to: '2026-11-20T14:10:00.000Z' };

const prefixed = (lines: readonly string[]): readonly RawLogEvent[] =>
  lines.map((line, index) => ({ timestamp: AT + index, message: `(${REQUEST}) ${line}` }));

/** What stays at ERROR: the failure and the completion. */
const AT_ERROR =
  /^(?:Execution failed|Lambda (?:execution|invocation) failed|AuthorizerConfigurationException|Method completed with status: [45])/;

const accessLog = (fields: Readonly<Record<string, string>>): NonNullable<IncidentFile['logs']> => {
  const format = accessLogFormat('REST');
  const all: Readonly<Record<string, string>> = { requestId: REQUEST, ...fields };
  return {
    access: {
      format,
      events: [{ timestamp: AT, message: format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) => all[name] ?? '-') }],
    },
  };
};

/** Ways in which a part of the evidence reaches us. */
export const CUTS = {
  everything: ({ config, trace, access, exchange, functionLog }) => ({
    config,
    exchanges: [exchange],
    logs: {
      execution: prefixed(trace),
      ...accessLog(access),
      ...(functionLog && { functions: { [functionLog.name]: functionLog.lines.map((message) => ({ timestamp: AT, message })) } }),
    },
  }),
  'the console Test log': ({ trace }) => ({
    logs: { test: trace.map((line) => `Fri Nov 20 14:05:00 UTC 2026 : ${line}`).join('\n') },
  }),
  'the log at ERROR': ({ trace }) => ({ logs: { execution: prefixed(trace.filter((line) => AT_ERROR.test(line))) } }),
  'the access log': ({ access }) => ({ logs: accessLog(access) }),
  'the configuration': ({ config }) => ({ config }),
  "the client's answer and the configuration": ({ config, exchange }) => ({ config, exchanges: [exchange] }),
  'the log of the function': ({ functionLog }) => ({
    logs: functionLog ? { functions: { [functionLog.name]: functionLog.lines.map((message) => ({ timestamp: AT, message })) } } : {},
  }),
} as const satisfies Readonly<Record<string, (family: Family) => Partial<IncidentFile>>>;

export type Cut = keyof typeof CUTS;

export const incidentOf = (family: FamilyId, cut: Cut): IncidentFile => ({ version: 1, api, window, ...CUTS[cut](FAMILIES[family]) });
