import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import type { Proof } from '../../shared/model/proof.ts';
import { logged, nothing, target, window } from './pet-store.ts';

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.${'Pl4nted'.repeat(6)}`;

/** Strings that no report may contain. */
export const PLANTED = ['Pl4nted', 'hunter2', 'ann@example.com', 'AKIAABCDEFGHIJKLMNOP', 's3cr3t-value'];

const nasty = `<!channel> <@U123> & \`\`\`code\`\`\` \u001B[31mred\u001B[0m \u202Eevil password=hunter2 ann@example.com AKIAABCDEFGHIJKLMNOP ${jwt}`;

/** Each kind that a cause may bear, one after the other. */
export const NASTY_PROOFS: readonly Proof[] = [
  {
    kind: 'proven',
    replayed: nasty.repeat(10),
    repaired: nasty.repeat(10),
    neighbours: 12,
    assumptions: Array.from({ length: 9 }, () => nasty),
  },
  { kind: 'not-attempted', reason: nasty.repeat(10) },
  { kind: 'refuted', divergence: { aspect: 'answer', observed: '&'.repeat(5_000), replayed: '```'.repeat(5_000) } },
];

/** Everything that strangers control is hostile, and there is much of it. */
export const hostile: Diagnosis = {
  ...nothing,
  target: { ...target, apiName: `<!here> ${'ünïcode '.repeat(60)}\nSubject: x`, stage: "pro'd" },
  window,
  verdict: 'lambda-function-error',
  summary: nasty.repeat(10),
  causes: Array.from({ length: 3 }, (_, index) => ({
    cause: 'lambda-function-error' as const,
    docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html',
    strength: 'suggested' as const,
    what: nasty.repeat(10),
    why: '&'.repeat(5_000),
    todo: '<'.repeat(5_000),
    where: `GET /${'x'.repeat(5_000)}`,
    proof: NASTY_PROOFS[index] ?? { kind: 'not-attempted', reason: nasty },
    share: { requests: index, of: 1_000_000 },
    evidence: [
      { kind: 'log-line', line: logged(`Endpoint response body before transformations: ${'```'.repeat(70_000)} ${nasty}`) },
      { kind: 'log-line', line: logged(`Method request headers: {Authorization=Bearer ${jwt}, Cookie=sid=hunter2; a=b}`) },
      { kind: 'config', pointer: '/variables/dbPassword', value: 'hunter2', of: 'stage' },
      { kind: 'exchange', part: 'request.headers.Authorization', value: 'hunter2 Pl4nted' },
      { kind: 'exchange', part: 'response.body', value: `${nasty}${'"'.repeat(200_000)}` },
    ],
    repair:
      index % 2 === 0
        ? {
            kind: 'config',
            changes: [
              {
                kind: 'put-integration-response',
                path: "/it's/$(reboot)/`x`",
                verb: 'GET',
                statusCode: '502',
                selectionPattern: `'; rm -rf / #${'.'.repeat(2_500)}`,
                responseTemplates: { 'application/json': `{"password":"hunter2","m":"${nasty}"}` },
              },
              { kind: 'add-binary-media-type', mediaType: '*/*' },
            ],
            sideEffects: nasty,
          }
        : { kind: 'code', advice: nasty, wrong: nasty.repeat(100), right: '```\n'.repeat(400) },
  })),
  ruledOut: Array.from({ length: 12 }, () => ({ cause: 'integration-timeout' as const, reason: nasty.repeat(4) })),
  open: Array.from({ length: 12 }, (_, index) => ({
    cause: 'endpoint-network-error' as const,
    query: { why: nasty, command: `echo ${index % 3} ${'<&>'.repeat(500)}` },
  })),
  gaps: Array.from({ length: 6 }, () => ({ kind: 'truncated' as const, what: nasty, why: nasty, remedy: nasty })),
  next: Array.from({ length: 2 }, () => ({ why: nasty, command: `echo ${'<&>'.repeat(500)}` })),
  requests: { failed: 1_000_000, sampled: 7 },
  cost: { calls: { FilterLogEvents: 200 }, bytes: 5_000_000, millis: 61_234 },
};
