interface DeclaredSource {
  /** `method.request.header.X-Tenant`; a multi-value source is declared as its single-value one (inferred). */
  readonly name: string;
  readonly required: boolean;
}

const SOURCE = /^method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\./;

/** What a method has to declare before its integration may map it: path parameters are required, the others need not be. */
export const declaredSource = (expression: string): DeclaredSource | undefined =>
  SOURCE.test(expression)
    ? {
        name: expression.replace(/^method\.request\.multivalue/, 'method.request.'),
        required: expression.startsWith('method.request.path.'),
      }
    : undefined;
