import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { DiagnosisRequest } from '../../../shared/diagnosis/diagnosis-request.ts';
import { briefReport, DETAIL_TYPE, machineReport } from '../../../shared/diagnosis/machine-report.ts';
import { machineReportSchema } from '../../../shared/diagnosis/machine-report-schema.ts';
import { DIAGNOSES } from '../../support/diagnoses.ts';
import { hostile } from '../../support/hostile-diagnosis.ts';
import { readRepositoryFile } from '../../support/repository.ts';

const request: DiagnosisRequest = {
  version: 1,
  incident: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx 2026-11-20T14:07:12.345Z orders prod',
  alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx', at: '2026-11-20T14:07:12.345Z' },
  target: { apiName: 'orders', stage: 'prod', region: 'eu-west-1', account: '111122223333' },
  window: { from: '2026-11-20T13:57:12.345Z', to: '2026-11-20T14:09:12.345Z' },
};

test.for(Object.entries({ ...DIAGNOSES, hostile }))('an event has the documented form, whole and cut: %s', ([, diagnosis]) => {
  const whole = machineReport(request, diagnosis);
  // The schema drops members that it does not name: what is left has to be all of it.
  for (const report of [whole, briefReport(whole)]) expect(machineReportSchema.parse(report)).toEqual(report);
});

test('the form is described by docs/event.schema.json', async () => {
  const schema = { title: `gatewhy ${DETAIL_TYPE}`, ...z.toJSONSchema(machineReportSchema) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/event.schema.json');
});

test('the page names the detail type, whose number is the version of the form, and its example passes', () => {
  const page = readRepositoryFile('docs/events.md');
  const [rule = '', detail = ''] = [...page.matchAll(/```json\n(\{\n[\s\S]*?\n\})\n```/g)].map(([, text]) => text);
  const example = machineReportSchema.parse(JSON.parse(detail));
  expect(example).toEqual(JSON.parse(detail));
  expect(DETAIL_TYPE).toBe(`Diagnosis v${example.version}`);
  expect(JSON.parse(rule)).toMatchObject({ source: ['gatewhy'], 'detail-type': [DETAIL_TYPE] });
});
