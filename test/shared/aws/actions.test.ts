import { expect, test } from 'vitest';
import { ACTIONS } from '../../../shared/aws/actions.ts';

test('every action is one of a service that is called, and reads of API Gateway share one', () => {
  const read = Object.values(ACTIONS).filter((action) => action.startsWith('apigateway:'));
  expect(new Set(read)).toEqual(new Set(['apigateway:GET']));
  expect(Object.values(ACTIONS).filter((action) => !/^[a-z]+:[A-Za-z]+$/.test(action))).toEqual([]);
});
