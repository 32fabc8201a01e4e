import { expect, test } from 'vitest';
import { headerIn } from '../../../shared/logs/header-map.ts';

const MAP =
  '{Date=Wed, 27 Feb 2019 11:31:11 GMT, Content-Type=application/json, Content-Length=4, X-Amz-Function-Error=Unhandled, x-amzn-trace-id=root=1-5c;sampled=0}';

test.each([
  ['date', 'Wed, 27 Feb 2019 11:31:11 GMT'],
  ['content-length', '4'],
  ['x-amz-function-error', 'Unhandled'],
  ['X-Amzn-Trace-Id', 'root=1-5c;sampled=0'],
  ['Via', undefined],
])('%s is found without regard to case', (name, value) => {
  expect(headerIn(MAP, name)).toBe(value);
});

test('a blank in front of a value is dropped', () => {
  expect(headerIn('{content-type= application/json}', 'Content-Type')).toBe('application/json');
});
