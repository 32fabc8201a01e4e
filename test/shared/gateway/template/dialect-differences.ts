interface DialectDifference {
  /** Rules of API Gateway's template language that ask for it; none: nothing was recorded, and the reason says what we chose. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** Where our templates are meant to differ from Apache Velocity 1.7 as it comes. Each golden that differs names one of these. */
export const DIALECT_DIFFERENCES: Readonly<Record<string, DialectDifference>> = {
  'null-is-an-empty-text': {
    rules: ['VT-1', 'VT-2', 'VT-3', 'VT-10'],
    reason:
      'API Gateway prints nothing for an undefined reference, takes it for true and for equal to "", and puts "" into a map. One mechanism gives all four: a reference that finds null is an empty text.',
  },
  'macros-off': {
    rules: ['VT-13'],
    reason:
      'API Gateway has inline macros off: a body vanishes and a call prints as text. An escaped name of one keeps its backslash (inferred).',
  },
  'no-other-directives': {
    rules: ['VT-13'],
    reason: '#evaluate prints as text on API Gateway (recorded); that #include and #parse, which read files, do so too is inferred.',
  },
  'a-thousand-rounds': { rules: ['VT-11'], reason: 'API Gateway ends a #foreach after 1,000 rounds (documented).' },
  'closed-reflection': {
    rules: [],
    reason:
      'Java classes are not to be had here: .class and getClass() give null. A gateway that serves strangers closes reflection (inferred).',
  },
  'java-objects': {
    rules: ['VT-15'],
    reason:
      'Iterators, byte arrays, hash codes, String.format and methods of newer Javas are not recorded on API Gateway and not worth a Java of our own: they give null.',
  },
  'text-keys': {
    rules: [],
    reason: 'Keys of maps are texts here, as in JSON: 1 and "1" are one key. Java tells them apart.',
  },
  'self-defining-blocks': {
    rules: [],
    reason: 'A block that prints itself ends after two turns in both; Velocity then prints the name of the reference, we nothing.',
  },
  'escaped-bang': {
    rules: [],
    reason: 'A backslash between $ and ! makes Velocity lose the reference. Nobody writes it; ours prints it as text.',
  },
  'loose-arguments': {
    rules: [],
    reason:
      '#define("text") defines nothing in Velocity, and a hash starts a new word inside the arguments of an unknown call. Both are syntax failures here.',
  },
};
