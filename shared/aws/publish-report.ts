import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Reports, Send } from '../diagnosis/channels.ts';
import { briefReport } from '../diagnosis/machine-report.ts';
import type { MachineReport } from '../diagnosis/machine-report-schema.ts';
import { err, ok } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { bytesOf, MOST_BYTES } from './payload-size.ts';

/** Short enough that text and brief report fit whatever the characters are. */
const SHORT_TEXT = 40_000;

/** E-mail reads text, a phone the subject, everything else (SQS, Lambda, HTTPS, Firehose) JSON. */
const messageOf = ({ subject, text }: Reports['sns'], report: MachineReport): string =>
  JSON.stringify({ default: JSON.stringify(report), email: text, sms: subject });

/** The whole of it has to fit, all forms together: first the JSON gives way, then the text. */
const fitting = (sns: Reports['sns']): string => {
  const brief = briefReport(sns.report);
  const forms = [() => messageOf(sns, sns.report), () => messageOf(sns, brief)];
  const fits = forms.map((form) => form()).find((message) => bytesOf(message) <= MOST_BYTES);
  return fits ?? messageOf({ ...sns, text: sns.text.slice(0, SHORT_TEXT) }, brief);
};

/** For filter policies of subscriptions. */
const attributesOf = ({ cause, target }: MachineReport): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries({ cause, api: target.apiName ?? target.apiId, stage: target.stage }).flatMap(([name, value]) =>
      value ? [[name, { DataType: 'String', StringValue: value }]] : [],
    ),
  );

export const createPublishReport =
  (topicArn: string, client = new SNSClient(CLIENT_OPTIONS)): Send<Reports['sns']> =>
  async (sns) => {
    try {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: sns.subject,
          MessageStructure: 'json',
          Message: fitting(sns),
          MessageAttributes: attributesOf(sns.report),
        }),
      );
      return ok(undefined);
    } catch (error) {
      return err(deliveryFailure('sns:Publish', error));
    }
  };
