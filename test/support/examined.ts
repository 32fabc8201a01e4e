import { doctorPorts } from '../../functions/composition/doctor.ts';
import type { SlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { parseConfig } from '../../shared/diagnosis/config.ts';
import { examine } from '../../shared/diagnosis/doctor/doctor.ts';
import type { DoctorPorts } from '../../shared/diagnosis/doctor/doctor-ports.ts';
import type { Check } from '../../shared/model/check.ts';

/** One set of clients for a file of tests: they are what takes time. */
const opened = new Map<string, DoctorPorts>();

const portsTo = (apiUrl: string): DoctorPorts => {
  const ports = opened.get(apiUrl) ?? doctorPorts({}, apiUrl);
  opened.set(apiUrl, ports);
  return ports;
};

/** What the doctor says of the deployment in the lab that the environment names, in this process. `config`: as it stands in the file. */
export const examined = ({ apiUrl }: SlackReceiver, config?: object, api?: string): Promise<readonly Check[]> =>
  examine(portsTo(apiUrl), {
    stack: 'gatewhy-prod',
    ...(api !== undefined && { api }),
    ...(config && { config: { file: 'gatewhy.config.json', read: parseConfig(JSON.stringify({ version: 1, ...config })) } }),
  });

export const wrongIn = (checks: readonly Check[]): readonly Check[] => checks.filter(({ state }) => state !== 'ok');
