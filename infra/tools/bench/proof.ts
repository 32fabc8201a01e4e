import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { scenesOf } from '../../../shared/diagnosis/scenes.ts';
import type { Incident } from '../../../shared/model/incident.ts';
import { failingRequests } from './failing-requests.ts';

const RUNS = 5;
const SIZES = [1_000, 10_000];

const cpuMillis = (run: () => unknown): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const measure = (incident: Incident): string => {
  const first = cpuMillis(() => diagnose(incident));
  const later = median(Array.from({ length: RUNS }, () => cpuMillis(() => diagnose(incident))));
  return [
    String(incident.observations.length).padStart(9),
    String(scenesOf(incident).length).padStart(11),
    `${first.toFixed(0)} ms`.padStart(10),
    `${later.toFixed(0)} ms`.padStart(10),
    `  ${diagnose(incident)
      .causes.map(({ cause, share }) => `${cause} ${share.requests}`)
      .join(', ')}`,
  ].join(' ');
};

/** CPU time of a diagnosis after reading, as requests grow and their kinds do not. `first` runs on cold code. */
export const benchProof = (): Promise<string> =>
  Promise.resolve(
    [
      ' requests  signatures      first     median  causes',
      ...SIZES.map((requests) => measure(readIncident(failingRequests(requests)))),
    ].join('\n'),
  );
