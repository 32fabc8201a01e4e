import { describe, expect, test } from 'vitest';
import { evidenceText, pointerText } from '../../../shared/reports/evidence-text.ts';

describe('a fact on one line', () => {
  test.each([
    ['/methods/~1pets/GET/integration/contentHandling', 'GET /pets integration.contentHandling'],
    ['/methods/~1pets/GET', 'GET /pets'],
    ['/binaryMediaTypes', 'binaryMediaTypes'],
    ['/methodSettings/*~1*/loggingLevel', 'methodSettings.*/*.loggingLevel'],
    ['', ''],
  ])('reads the pointer %s', (pointer, expected) => {
    expect(pointerText(pointer)).toBe(expected);
  });

  test('shows when a line was logged, or that it came from elsewhere', () => {
    const line = { source: 'access-log', text: 'a\n\tb', at: new Date('2026-11-20T14:00:01.002Z') } as const;
    expect(evidenceText({ kind: 'log-line', line })).toEqual({ label: '14:00:01.002', text: 'access log: a b' });
    expect(evidenceText({ kind: 'log-line', line: { source: 'execution-log', text: 'x' } })).toEqual({ label: 'log', text: 'x' });
  });

  test('says what is missing, and where', () => {
    expect(evidenceText({ kind: 'absent', pointer: '/methods/~1pets/GET/responses/404', of: 'working-copy' })).toEqual({
      label: 'working copy',
      text: 'GET /pets responses.404 is missing',
    });
  });

  test('hides a value whose name says that it is a secret', () => {
    expect(evidenceText({ kind: 'config', pointer: '/variables/dbPassword', value: 'hunter2', of: 'stage' }).text).toBe(
      'variables.dbPassword = "‹redacted›"',
    );
    expect(evidenceText({ kind: 'exchange', part: 'request.headers.Cookie', value: 'a=b' }).text).toBe(
      'request.headers.Cookie: ‹redacted›',
    );
  });

  test('shows a value that was read and is not set', () => {
    expect(evidenceText({ kind: 'config', pointer: '/accessLog', value: undefined, of: 'stage' }).text).toBe('accessLog = undefined');
    expect(evidenceText({ kind: 'metric', name: '5XXError', value: 12 }).text).toBe('5XXError = 12');
  });
});
