import { redact } from '../lib/redact.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { amazonQCard } from '../reports/amazon-q-card.ts';
import { slackDetails } from '../reports/slack-details.ts';
import { slackMessage } from '../reports/slack-message.ts';
import { snsText } from '../reports/sns-text.ts';
import { alarmUrl } from './alarm/alarm-url.ts';
import type { DiagnosisRequest } from './diagnosis-request.ts';
import type { IncidentMessages } from './life/incident-record.ts';
import type { DiagnosedEvent } from './life/life-event.ts';
import { briefReport, machineReport } from './machine-report.ts';

/** Bytes, and characters of at most three bytes: report and messages together stay below the 400 KB of a DynamoDB item. */
const MOST_REPORT = 150_000;
const MOST_TEXT = 30_000;

const messagesOf = ({ alarm }: DiagnosisRequest, diagnosis: Diagnosis, key: string): IncidentMessages => {
  const url = alarmUrl(alarm.arn);
  const about = { alarmName: redact(alarm.name), ...(url !== undefined && { alarmUrl: redact(url) }) };
  const sns = snsText(diagnosis);
  return {
    slack: { ...slackMessage(diagnosis, about), details: slackDetails(diagnosis) },
    sns: { ...sns, text: sns.text.slice(0, MOST_TEXT) },
    card: amazonQCard(diagnosis, { threadId: redact(key), relatedResources: [redact(alarm.arn)] }),
  };
};

const reportText = (request: DiagnosisRequest, diagnosis: Diagnosis): string => {
  const report = machineReport(request, diagnosis);
  const text = JSON.stringify(report);
  return new TextEncoder().encode(text).length <= MOST_REPORT ? text : JSON.stringify(briefReport(report));
};

/** `account/region/api/stage/verdict`: an id outlives a renaming, a name is all that an unreadable API has. */
const keyOf = ({ target: asked }: DiagnosisRequest, { target, verdict }: Diagnosis): string => {
  const api = target.apiId ?? target.apiName ?? asked.apiId ?? asked.apiName ?? '';
  return [asked.account, asked.region, api, target.stage ?? asked.stage ?? '*', verdict].join('/');
};

export const diagnosedEvent = (request: DiagnosisRequest, diagnosis: Diagnosis, id: string): DiagnosedEvent => {
  const key = keyOf(request, diagnosis);
  return {
    kind: 'diagnosed',
    id,
    key,
    target: diagnosis.target,
    ...(diagnosis.tags && { tags: diagnosis.tags }),
    verdict: diagnosis.verdict,
    alarm: { arn: request.alarm.arn, at: request.alarm.at },
    window: request.window,
    failures: diagnosis.requests.failed,
    report: reportText(request, diagnosis),
    messages: messagesOf(request, diagnosis, key),
  };
};
