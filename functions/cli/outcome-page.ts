import type { OutcomeId } from '../../shared/model/cause-id.ts';
import { accessLogCommands } from '../../shared/repairs/access-log.ts';

const PAGES: { readonly [Id in OutcomeId]: () => string } = {
  'no-fault': () => `The evidence shows healthy requests, or client errors that the gateway answered as it is configured to.

The exit code is 0. "Ruled out" lists the look-alikes, each with the fact that excludes it.

## When clients see failures nevertheless

- Widen the time: \`--since 3h\`, or \`--from\` and \`--to\`.
- Ask for one failing request: \`--request-id\` with the \`x-amzn-RequestId\` of its response (of an HTTP API: \`apigw-requestid\`).
- A response without such a header hardly came from the stage: look at the domain name, a CDN or a proxy in front of it.
- "Not seen" lists what could not be read. A fault may hide there.
`,
  'logging-disabled':
    () => `Nothing can be said about requests because the stage writes no logs. The answer says whatever configuration and metrics show.

The exit code is 3.

## What to turn on

Access logging is the cheapest switch: one line per request, no deployment, and \`$context.integration.error\` carries the failure text.
The report holds these commands with the names of your API.

\`\`\`sh
${accessLogCommands({ kind: 'REST', apiName: 'NAME-OF-THE-API', stage: 'NAME-OF-THE-STAGE' }).join('\n')}
\`\`\`

Then repeat the request, or wait for the next failure, and ask again.
`,
  'insufficient-evidence': () => `The evidence fits several causes, and nothing in it decides between them. gatewhy does not guess.

The exit code is 3. "Still possible" lists what the evidence allows; "What would decide" is the query to run next, ready to paste.

## What decides most often

- The execution log of the request at level INFO, with data trace: it has the failure line, and the steps before it.
- The access log with \`$context.integration.error\` and \`$context.error.responseType\`: the same failure text without an execution log.
- The function's own log, for whatever happens inside Lambda.
- The response as the client saw it: status, headers and body.

## How to add it

\`capture\` writes what a live stage shows to an incident file; whatever you have beside it can be added to that file by hand.
Parts may be missing: what is unknown is never taken for a default.
`,
};

/** Markdown, of the form of a cause's page: what it means, and what to do next. */
export const outcomePage = (id: OutcomeId): string => `# ${id}\n\n${PAGES[id]()}`;
