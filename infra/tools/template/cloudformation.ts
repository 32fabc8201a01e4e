import { type CollectionTag, parse, type ScalarTag } from 'yaml';

const FUNCTIONS = [
  'GetAtt',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'Join',
  'Sub',
  'Select',
  'Split',
  'FindInMap',
  'ImportValue',
  'Base64',
  'GetAZs',
];
const LONG: Readonly<Record<string, string>> = { Ref: 'Ref', Condition: 'Condition' };

const longName = (short: string): string => LONG[short] ?? `Fn::${short}`;

/** `!GetAtt Queue.Arn` is short for a list. */
const scalarValue = (short: string, text: string): unknown => (short === 'GetAtt' ? text.split(/\.(.*)/s).slice(0, 2) : text);

const scalarTag = (short: string): ScalarTag => ({
  tag: `!${short}`,
  resolve: (text) => ({ [longName(short)]: scalarValue(short, text) }),
});

const listTag = (short: string): CollectionTag => ({
  tag: `!${short}`,
  collection: 'seq',
  resolve: (items) => ({ [longName(short)]: items.toJSON() as unknown }),
});

/** CloudFormation in YAML, its short tags (`!Ref`) written out (`{ Ref: … }`). */
export const parseCloudFormation = (text: string): unknown =>
  parse(text, { merge: true, customTags: [...[...FUNCTIONS, ...Object.keys(LONG)].map(scalarTag), ...FUNCTIONS.map(listTag)] });
