import type { Target } from '../model/diagnosis.ts';
import { functionName } from './iam-statements.ts';
import { methodWords, nameWords, responseTypeWords, snake } from './resource-name.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** `get_pets_pet_id`; `suffix` tells the responses of one method apart. */
export const methodName = (place: Place, ...suffix: readonly string[]): string => {
  const { words, verb, mark } = methodWords(place);
  return snake([verb, ...words, mark, ...suffix]);
};

/** A name of Terraform begins with no digit. */
const legal = (name: string): string => (/^[a-z]/.test(name) ? name : `_${name}`);

const nameFor = (text: string): string => {
  const { words, mark } = nameWords(text);
  return legal(snake([...words, mark]));
};

export const apiName = ({ apiName: name }: Target): string => legal(snake(nameWords(name ?? 'this').words));

export const stageName = ({ stage }: Target): string => legal(snake(nameWords(stage ?? 'this').words));

export const functionLabel = (nameOrArn: string): string => nameFor(functionName(nameOrArn));

export const roleLabel = (name: string): string => nameFor(name);

export const responseLabel = (responseType: string): string => {
  const { words, mark } = responseTypeWords(responseType);
  return legal(snake([...words, mark]));
};
