import { ok, type Result } from '../lib/result.ts';
import type { IncidentFile, RawLogEvent } from '../model/incident-file.ts';
import { type Gate, openGate } from './collect/budget.ts';
import type { Sampled } from './collect/choose-samples.ts';
import { joinFunctions } from './collect/join-functions.ts';
import { accountOf, readConfiguration, readWorkingCopy } from './collect/read-configuration.ts';
import { readMetrics } from './collect/read-metrics.ts';
import { type ResolvedTarget, resolveTarget } from './collect/resolve-target.ts';
import { sampleFailures } from './collect/sample-failures.ts';
import { type AccessLog, searchAccessLog } from './collect/search-access-log.ts';
import type { CollectPorts, LogEvent } from './collect-ports.ts';
import type { Budget, Collected, CollectFailure, CollectQuery } from './collect-query.ts';

const logLine = ({ timestamp, message }: LogEvent): RawLogEvent => ({ timestamp, message });

const logLines = (logs: Readonly<Record<string, readonly LogEvent[]>>): Readonly<Record<string, readonly RawLogEvent[]>> =>
  Object.fromEntries(Object.entries(logs).map(([name, events]) => [name, events.map(logLine)]));

interface Failures {
  readonly metrics?: Awaited<ReturnType<typeof readMetrics>>;
  readonly sampled: Sampled;
  readonly access: AccessLog;
}

const NOT_ASKED: Failures = { sampled: { events: [], samples: [] }, access: { events: [], samples: [] } };

const readFailures = async (gate: Gate, target: ResolvedTarget, query: CollectQuery): Promise<Failures> => {
  const [metrics, sampled] = await Promise.all([
    readMetrics(gate, target, target.stage, query.window),
    sampleFailures(gate, target, query),
  ]);
  return { ...(metrics && { metrics }), sampled, access: await searchAccessLog(gate, target, query, sampled) };
};

/**
 * From a name, a stage and a window to an incident file: which API, what it runs, which requests failed, what they logged, what is behind
 * them. Only without the API and its stage there is no answer; whatever else cannot be read is a gap in it.
 */
export const collect = async (ports: CollectPorts, query: CollectQuery, budget: Budget): Promise<Result<Collected, CollectFailure>> => {
  const gate = openGate(ports, budget);
  const resolved = await resolveTarget(gate, query);
  if (!resolved.ok) return resolved;
  const target = resolved.value;

  const [configuration, { metrics, sampled, access }] = await Promise.all([
    readConfiguration(gate, ports, target),
    query.only === 'configuration' ? NOT_ASKED : readFailures(gate, target, query),
  ]);
  const samples = sampled.samples.length > 0 ? sampled.samples : access.samples;
  const failed = samples.length > 0;
  const [joined, workingCopy] = await Promise.all([
    joinFunctions(gate, target, configuration, sampled, access),
    readWorkingCopy(gate, target, configuration, failed),
  ]);

  const { functions, logs, authorizers } = joined;
  const [region, account] = [await ports.region(), accountOf(target, Object.keys(functions))];
  const incident: IncidentFile = {
    version: 1,
    api: {
      kind: target.kind,
      id: target.id,
      name: target.name,
      stage: target.stage,
      ...(region !== undefined && { region }),
      ...(account !== undefined && { account }),
    },
    window: { from: query.window.from.toISOString(), to: query.window.to.toISOString() },
    config: {
      ...configuration,
      ...workingCopy,
      ...(authorizers && { authorizers }),
      ...(Object.keys(functions).length > 0 && {
        functions: Object.fromEntries(Object.entries(functions).map(([arn, file]) => [arn, { ...file }])),
      }),
    },
    logs: {
      execution: sampled.events.map(logLine),
      ...(access.events.length > 0 && {
        access: { ...(access.format !== undefined && { format: access.format }), events: access.events.map(logLine) },
      }),
      ...(Object.keys(logs).length > 0 && { functions: logLines(logs) }),
    },
    ...(metrics && { metrics }),
    samples,
    gaps: gate.gaps(),
  };
  return ok({ incident, cost: gate.cost() });
};
