import { exactValuesOf } from './fields.ts';
import { contextValue } from './request-context.ts';
import type { Failing } from './steps/gateway-response.ts';

/** `$context.error.*` */
export interface GatewayError {
  readonly message: string;
  /** The message with its quotes: the default template relies on them. */
  readonly messageString: string;
  readonly responseType: string;
  readonly validationErrorString: string | undefined;
}

const VARIABLE = /\$(?:\{)?(context|stageVariables|method\.request\.(?:header|path|querystring))\.([\w-]+(?:\.[\w-]+)*)\}?/g;

/** GR-4: plain substitution of variables, no Velocity; one without a value prints nothing. */
export const renderGatewayTemplate = (text: string, error: GatewayError, state: Failing): string => {
  const errors: Readonly<Record<string, string | undefined>> = { ...error };
  const fromContext = (path: readonly string[]): string | undefined => {
    if (path[0] === 'error') return Object.hasOwn(errors, path[1] ?? '') ? errors[path[1] ?? ''] : undefined;
    return contextValue(state.context, path);
  };
  return text.replaceAll(VARIABLE, (_, scope: string, name: string) => {
    switch (scope) {
      case 'context':
        return fromContext(name.split('.')) ?? '';
      case 'stageVariables':
        return Object.hasOwn(state.stageVariables, name) ? (state.stageVariables[name] ?? '') : '';
      case 'method.request.header':
        return exactValuesOf(state.headers, name).at(-1) ?? '';
      case 'method.request.path':
        return exactValuesOf('method' in state ? state.pathParameters : [], name).at(-1) ?? '';
      default:
        return exactValuesOf(state.request.query, name).at(-1) ?? '';
    }
  });
};
