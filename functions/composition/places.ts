import type { Context } from 'aws-lambda';
import type { CollectPorts } from '../../shared/diagnosis/collect-ports.ts';
import type { Place } from '../../shared/diagnosis/collect-query.ts';
import { type Home, homeOf } from '../../shared/diagnosis/reach.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';

const openClients = async ({ region, account }: Place, home: Home | undefined): Promise<CollectPorts> => {
  const { createCollectPorts } = await import('../../shared/aws/collect-ports.ts');
  if (!home || (home.region === region && home.account === account)) return createCollectPorts();
  const [{ memberCredentials }, { createReadSecret }] = await Promise.all([
    import('../../shared/aws/member-credentials.ts'),
    import('../../shared/aws/stored-secret.ts'),
  ]);
  const { MEMBER_EXTERNAL_ID = '' } = diagnosisEnvironment();
  const externalId = createReadSecret(MEMBER_EXTERNAL_ID, { variable: 'MEMBER_EXTERNAL_ID' });
  return createCollectPorts({ region, credentials: memberCredentials({ partition: home.partition, region, account, externalId }) });
};

/** Without an account nobody can know whose quota it is. */
const openPlace = async (place: Place, home: Home | undefined): Promise<CollectPorts> => {
  const ports = await openClients(place, home);
  if (place.account === '') return ports;
  const { createSharedBuckets } = await import('../../shared/aws/shared-buckets.ts');
  return { ...ports, take: createSharedBuckets(sharedEnvironment().TABLE_NAME, place) };
};

const opened = new Map<string, Promise<CollectPorts>>();

/** How to read one account and Region, made once: at home with the function's own role, elsewhere with that of the member. */
export const portsAt = (place: Place, context: Context): Promise<CollectPorts> => {
  const key = `${place.account} ${place.region}`;
  const ports = opened.get(key) ?? openPlace(place, homeOf(context.invokedFunctionArn));
  opened.set(key, ports);
  return ports;
};
