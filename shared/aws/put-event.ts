import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Reports, Send } from '../diagnosis/channels.ts';
import { briefReport, DETAIL_TYPE } from '../diagnosis/machine-report.ts';
import { err, ok } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { bytesOf, MOST_BYTES } from './payload-size.ts';

/** Source, detail type, time and resources count too: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const BESIDE_DETAIL = 4_096;

const detailOf = (report: Reports['eventbridge']): string => {
  const detail = JSON.stringify(report);
  return bytesOf(detail) + BESIDE_DETAIL <= MOST_BYTES ? detail : JSON.stringify(briefReport(report));
};

/** PutEvents answers 200 even when it took nothing: the entry says so. */
export const createPutEvent =
  (eventBusName: string, client = new EventBridgeClient(CLIENT_OPTIONS)): Send<Reports['eventbridge']> =>
  async (report) => {
    try {
      const { Entries: [entry] = [] } = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: eventBusName,
              Source: 'gatewhy',
              DetailType: DETAIL_TYPE,
              Detail: detailOf(report),
              Resources: [report.alarm.arn],
            },
          ],
        }),
      );
      if (entry?.ErrorCode === undefined) return ok(undefined);
      const refusal = Object.assign(new Error(entry.ErrorMessage ?? ''), { name: entry.ErrorCode });
      return err(deliveryFailure('events:PutEvents', refusal));
    } catch (error) {
      return err(deliveryFailure('events:PutEvents', error));
    }
  };
