import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../shared/lib/json.ts';
import { ROOT } from '../support/repository.ts';
import { type ExpectedRequest, type Played, pickHeaders, play, readScenarios, type Scenario, showBody } from '../support/scenario.ts';

const expectResponse = ({ response: expected }: Scenario, { response }: Played): void => {
  if (!expected) return;
  if (response === 'AWAITING_ENDPOINT') throw new Error('The endpoint is called, and the scenario has no "json endpoint" fence.');
  expect(String(response.status)).toBe(expected.start);
  const wanted = Object.fromEntries(Object.entries(expected.headers).map(([name, value]) => [name, value === '(absent)' ? null : value]));
  expect(pickHeaders(response.headers, Object.keys(wanted))).toEqual(wanted);
  if (expected.body !== undefined) expect(showBody(response.body, expected.body)).toBe(expected.body);
};

const expectSent = (expected: ExpectedRequest, { sent }: Played): void => {
  if (!sent) throw new Error('Nothing is sent to an endpoint.');
  const { method, uri, query, headers = {}, body, event } = expected;
  expect(pickHeaders(sent.headers, Object.keys(headers))).toEqual(headers);
  if (method !== undefined) expect(sent.method).toBe(method);
  if (uri !== undefined) expect(sent.uri).toBe(uri);
  if (query) expect(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value]))).toEqual(sent.query);
  if (body !== undefined) expect(showBody(sent.body, body)).toBe(body);
  const received: unknown = event && JSON.parse(showBody(sent.body, ''));
  if (event) expect(isRecord(received) && received).toMatchObject(event);
};

/** Every page is prose for a reader and a test: stage, request, endpoint in; response, request to the endpoint, and log out. */
describe.each(globSync('test/gateway/scenarios/*.md', { cwd: ROOT }).sort())('%s', (path) => {
  test.each(readScenarios(`${ROOT}/${path}`).map((scenario) => ({ name: `${basename(path, '.md')}: ${scenario.title}`, scenario })))(
    '$name',
    ({ scenario }) => {
      const played = play(scenario);
      expectResponse(scenario, played);
      if (scenario.sent) expectSent(scenario.sent, played);
      for (const { settings, lines } of scenario.logs) expect(played.log(settings)).toEqual(lines);
      expect(scenario.response ?? scenario.sent ?? scenario.logs[0]).toBeDefined();
    },
  );
});
