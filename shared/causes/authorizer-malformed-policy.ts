import { AUTHORIZER_RULES, type AuthorizerCheck, checkAuthorizerOutput } from '../gateway/authorizer-output.ts';
import type { Evidence } from '../model/evidence.ts';
import {
  AUTHORIZER_LINES,
  AUTHORIZER_NOT_CALLED,
  authorizerBroke,
  authorizerError,
  authorizerOutput,
  authorizerRefused,
} from './authorizer-scene.ts';
import { authorizerPassed } from './cannot-be.ts';
import { correctedPolicy } from './corrected-policy.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { logLine, type Scene, seen } from './scene.ts';

interface Facts {
  readonly field?: string;
  readonly rule?: string;
  readonly output?: string;
  readonly corrected?: string;
}

const SHOWN = 400;

const ERROR_FIELD = /"(?:errorType|errorMessage|stackTrace|trace)"/;

/** Lines that say that the output was read and was no policy. */
const formLine = (scene: Scene): Evidence | undefined => {
  const json = seen(scene, 'policy-invalid-json');
  if (json && !ERROR_FIELD.test(json.event.detail)) return logLine(json);
  const line = seen(scene, 'policy-unparsable') ?? seen(scene, 'authorizer-format-mismatch');
  return line && logLine(line);
};

const checkOf = (scene: Scene): AuthorizerCheck | undefined => {
  const output = authorizerOutput(scene);
  if (!output || output.cut) return undefined;
  return checkAuthorizerOutput(output.text, scene.stage.kind === 'HTTP' ? 'HTTP' : 'REST');
};

export default defineCause({
  id: 'authorizer-malformed-policy',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html'),
  step: 'authorizer',
  seenAs: ['authorizer-500', 'gateway-500'],
  asks: ['execution-trace', 'authorizer-log'],
  leaves: AUTHORIZER_LINES,
  detect(scene) {
    if (authorizerRefused(scene)) return excluded(AUTHORIZER_NOT_CALLED);
    if (authorizerError(scene)) return excluded('The authorizer failed: its error document is no answer of its own.');
    const output = authorizerOutput(scene);
    const check = checkOf(scene);
    const line = formLine(scene);
    const broke = authorizerBroke(scene);
    if (output && check && !check.ok && failedOf(scene) !== false) {
      const corrected = correctedPolicy(output.text, scene.stage.kind === 'HTTP' ? 'HTTP' : 'REST');
      const facts: Facts = {
        field: check.field,
        rule: AUTHORIZER_RULES[check.rule].text,
        output: output.text.slice(0, SHOWN),
        ...(corrected !== undefined && { corrected }),
      };
      return found<Facts>(
        (line ?? broke) ? 'conclusive' : 'confirmed',
        facts,
        output.evidence,
        ...[line ?? broke].filter((one) => one !== undefined),
      );
    }
    if (line) return found<Facts>('conclusive', {}, line);
    if (check?.ok) return excluded('The output of the authorizer has the form of a policy.');
    return broke ? undefined : excludedIf(authorizerPassed(scene));
  },
  explain: ({ field, rule }) => ({
    what: `The authorizer answered${field === undefined || field === '$' ? '' : `, and ${field} of its answer is at fault`}: the gateway cannot read it as a policy.`,
    why: `${rule === undefined ? 'Only principalId, policyDocument, context (flat) and usageIdentifierKey are read' : `Of an authorizer's output ${rule}`}. Anything else is a 500 without a message.`,
    todo: 'Return a policy in exactly that form on every branch; serialize what is nested, and leave out what is null.',
  }),
  repair: ({ output, corrected }) => ({
    kind: 'code',
    advice: 'Answer with a whole policy and a flat context.',
    wrong: output ?? 'return null;',
    right:
      corrected?.slice(0, SHOWN) ??
      '{"principalId":"user-1","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"arn:aws:execute-api:REGION:ACCOUNT:API_ID/STAGE/*/*"}]},"context":{"roles":"[\\"admin\\"]"}}',
  }),
});
