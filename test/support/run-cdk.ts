import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';

/** An object of which everything can be asked, called, built and walked through; texts that it is handed are written down. */
const recorder = (seen: (value: unknown) => void): unknown => {
  const anything: unknown = new Proxy(class {}, {
    get: (_target, name) => {
      if (name === Symbol.toPrimitive) return () => '';
      if (name === Symbol.iterator) return [][Symbol.iterator];
      if (name === 'node' || name === 'root' || typeof name === 'symbol') return anything;
      if (['find', 'filter', 'findAll'].includes(name)) return () => (name === 'find' ? anything : []);
      return anything;
    },
    set: (_target, _name, value) => {
      seen(value);
      return true;
    },
    apply: (_target, _self, values) => {
      for (const value of values) seen(value);
      return anything;
    },
    construct: (_target, values) => {
      for (const value of values) seen(value);
      return Object(anything);
    },
    ownKeys: () => ['prototype'],
    has: () => true,
  });
  return anything;
};

/** Runs printed statements with stand-ins for the CDK, and gives all that the stand-ins were handed or set to. */
export const runCdk = (statements: string): readonly unknown[] => {
  const { code } = transformSync(statements, { loader: 'ts' });
  const values: unknown[] = [];
  const stand = recorder((value) => values.push(value));
  const names = ['api', 'fn', 'role', 'apigateway', 'apigatewayv2', 'lambda', 'iam', 'logs'];
  runInNewContext(code, Object.fromEntries(names.map((name) => [name, stand])), { timeout: 1000 });
  return values;
};
