import type { CauseId } from '../../../shared/model/cause-id.ts';

/** A cause that type-checks and names nothing yet: what it finds is `suggested`, which is never a verdict. */
export const causeScaffold = (id: CauseId): string => `import { defineCause, excluded, found } from './define-cause.ts';
import { logLine, placeOf, seen } from './scene.ts';

export default defineCause({
  id: '${id}',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/welcome.html'),
  step: 'integration',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  detect(scene) {
    if (seen(scene, 'success')) return excluded('The log shows that the request was answered: "Successfully completed execution".');
    const line = seen(scene, 'configuration-error');
    return line && found('suggested', placeOf(scene), logLine(line));
  },
  explain: ({ path, verb }) => ({
    what: \`\${verb} \${path}: what is wrong, in one sentence.\`,
    why: 'Why that makes the request fail.',
    todo: 'What to do about it.',
  }),
  repair: () => ({ kind: 'advice', steps: ['The first step of the repair.'] }),
});
`;

/** A page whose two sections fail until the cause is written: \`npm test\` runs every page. */
export const pageScaffold = (id: CauseId): string => `# ${id}

What is wrong and how it comes about, in two sentences.

## The case in which it is found

\`\`\`json stage
{
  "resources": [
    {
      "path": "/orders",
      "resourceMethods": { "GET": { "httpMethod": "GET", "methodIntegration": { "type": "AWS_PROXY" } } }
    }
  ]
}
\`\`\`

\`\`\`http request
GET /orders
\`\`\`

\`\`\`log
HTTP Method: GET, Resource Path: /orders
Execution failed due to configuration error: the line that API Gateway writes
Method completed with status: 500
\`\`\`

\`\`\`yaml diagnosis
verdict: ${id}
\`\`\`

## Not this: the case that looks alike

\`\`\`http request
GET /orders
\`\`\`

\`\`\`log
HTTP Method: GET, Resource Path: /orders
Successfully completed execution
Method completed with status: 200
\`\`\`

\`\`\`yaml diagnosis
verdict: no-fault
ruledOut: [${id}]
\`\`\`
`;
