import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { jsonReport } from '../../../shared/reports/json-report.ts';
import { jsonReportSchema } from '../../../shared/reports/json-report-schema.ts';
import { DIAGNOSES, twoCauses } from '../../support/diagnoses.ts';
import { hostile } from '../../support/hostile-diagnosis.ts';

describe('the JSON report', () => {
  test.each(Object.entries(DIAGNOSES))('has the documented form and survives its own text: %s', (_name, diagnosis) => {
    const report = jsonReport(diagnosis);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    // The schema drops members that it does not name: what is left has to be all of it.
    expect(jsonReportSchema.parse(report)).toEqual(report);
  });

  test('has the verdict at the top level, and fits an EventBridge entry even when everything is hostile', () => {
    expect(jsonReport(twoCauses).cause).toBe('mock-binary-media-types');
    expect(Buffer.byteLength(JSON.stringify(jsonReport(hostile)))).toBeLessThan(256 * 1024);
  });

  test('is described by docs/diagnosis.schema.json', async () => {
    const schema = { title: 'gatewhy diagnosis', ...z.toJSONSchema(jsonReportSchema) };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/diagnosis.schema.json');
  });

  test('has an example in docs/json-output.md that is a real report, word for word', () => {
    const [, example = ''] = /```json\n(\{\n[\s\S]*?\n\})\n```/.exec(readFileSync('docs/json-output.md', 'utf8')) ?? [];
    expect(JSON.parse(example)).toEqual(jsonReport(twoCauses));
  });
});
