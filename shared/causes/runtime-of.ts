import { authorizerFunction, authorizerLog, authorizerOutput, integrationLog } from './authorizer-scene.ts';
import { functionOf } from './called-function.ts';
import { endpointOf, type Scene } from './scene.ts';

/** The language of a function, as far as its code looks different. */
export type Runtime = 'node' | 'python' | 'java' | 'dotnet' | 'ruby' | 'go';

/** `nodejs24.x` in the settings, `python:3.13.v5` in the line INIT_START. `provided` runs anything. */
const NAMES: readonly (readonly [RegExp, Runtime])[] = [
  [/^nodejs/, 'node'],
  [/^python/, 'python'],
  [/^java/, 'java'],
  [/^dotnet/, 'dotnet'],
  [/^ruby/, 'ruby'],
  [/^go/, 'go'],
];

const named = (name: string | undefined): Runtime | undefined => NAMES.find(([pattern]) => name !== undefined && pattern.test(name))?.[1];

/** What only one language writes into its errors and stack traces. */
const MARKS: readonly (readonly [RegExp, Runtime])[] = [
  [/\(\w{1,60}\.(?:java|kt|scala):\d|\b(?:java|javax|kotlin|scala)\.\w+\.\w*(?:Exception|Error)\b/, 'java'],
  [/\bin \S{1,200}\.cs:line \d|\bSystem\.(?:\w+\.){0,4}\w*Exception\b/, 'dotnet'],
  [/\.rb:\d+:in |(?:Function|Init)<\w/, 'ruby'],
  [/Traceback \(most recent call last\)|File \\?"[^"]{1,200}\.py\\?", line \d|'NoneType' object|^\[ERROR\] \w/m, 'python'],
  [
    /\.(?:[cm]?js|ts):\d+:\d+|\bnode:internal\/|Cannot (?:read|set) propert|is not a function\b|\bis not iterable\b|\tERROR\tInvoke Error/,
    'node',
  ],
  [/\bgoroutine \d|^panic: |\.go:\d|"errorType"\s*:\s*"\*?(?:\w+\.)?(?:errorString|wrapError)"/m, 'go'],
];

const INIT_START = /^INIT_START Runtime Version: (\w+):/;

const logged = (scene: Scene): Runtime | undefined =>
  integrationLog(scene)
    .map(({ line }) => named(INIT_START.exec(line.text)?.[1]))
    .find((runtime) => runtime !== undefined);

/** The language that wrote an error or a stack trace. */
const runtimeIn = (text: string): Runtime | undefined => MARKS.find(([pattern]) => pattern.test(text))?.[1];

/** From the function's settings, its log, or the looks of its error; `undefined`: it may be any. */
export const runtimeOf = (scene: Scene, error = ''): Runtime | undefined => {
  const told = named(functionOf(scene)?.facts?.runtime) ?? logged(scene);
  if (told !== undefined) return told;
  return runtimeIn([error, endpointOf(scene)?.output, ...integrationLog(scene).map(({ line }) => line.text)].join('\n'));
};

export const runtimeOfAuthorizer = (scene: Scene): Runtime | undefined =>
  named(authorizerFunction(scene)?.facts?.runtime) ??
  runtimeIn([authorizerOutput(scene)?.text, ...authorizerLog(scene).map(({ line }) => line.text)].join('\n'));
