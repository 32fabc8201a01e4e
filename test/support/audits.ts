import { audit } from '../../shared/diagnosis/audit/audit.ts';
import { AUDIT_EFFECTS, type Audit, type AuditedMethod } from '../../shared/model/audit.ts';
import { CAUSE_IDS } from '../../shared/model/cause-id.ts';
import { apiOf, auditOf, customLambda, http, incidentOf, methodOf, mock, proxy, SOUND } from './audited.ts';
import { hostile, NASTY_PROOFS } from './hostile-diagnosis.ts';
import { target } from './pet-store.ts';

const { uri: _uri, ...nowhere } = customLambda;

const nasty = hostile.causes.map(({ share: _share, ...cause }, index): AuditedMethod => {
  const proof = NASTY_PROOFS[index] ?? cause.proof;
  const [, , ...evidence] = cause.evidence.slice(0, 4);
  const [fact = cause.evidence[0]] = evidence;
  return { ...cause, evidence: [fact], where: `GET /${'<&>'.repeat(2_000)}`, proof };
});

const [first, second, third] = nasty;

/** Of each kind that can be told, one. */
export const AUDITS = {
  sound: auditOf(SOUND),
  faulty: {
    ...auditOf(
      [
        ...SOUND.filter(({ verb }) => verb !== 'OPTIONS'),
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) =>
          methodOf(`GET /${name}`, { ...http, responses: [{ selectionPattern: '', statusCode: '201' }] }),
        ),
        methodOf('OPTIONS /orders', mock),
        methodOf('GET /stock', { ...proxy, httpMethod: 'GET' }),
        methodOf('POST /stock', { ...customLambda, responses: [{ selectionPattern: '', statusCode: '200' }] }),
        methodOf('GET /stock/{id}', { ...http, responses: [{ selectionPattern: '', statusCode: '200' }] }),
        methodOf('GET /later', nowhere),
      ],
      { binaryMediaTypes: ['*/*'] },
    ),
    cost: { calls: { 'apigateway:GetRestApis': 1, 'apigateway:GetStage': 1, 'apigateway:GetExport': 1 }, bytes: 48_100, millis: 640 },
  },
  unread: {
    ...audit(incidentOf(apiOf([]))),
    gaps: [
      {
        kind: 'access-denied',
        what: 'deployed configuration',
        why: 'AWS denied apigateway:GET.',
        remedy: 'Allow apigateway:GET on the exports of the stage.',
      },
    ],
  },
  hostile: {
    target: { ...target, apiName: `<!here> ${'ünïcode '.repeat(60)}`, stage: "pro'd" },
    methods: { configured: 9_000_000, lookedAt: 2_000 },
    findings:
      first && second && third
        ? CAUSE_IDS.slice(0, 6).flatMap((cause) =>
            AUDIT_EFFECTS.map((effect) => ({ cause, effect, methods: [first, second, third, ...nasty] as const })),
          )
        : [],
    notReplayed: Array.from({ length: 40 }, () => ({ reason: '<!channel> password=hunter2 &'.repeat(90), methods: ['GET /<!here>'] })),
    gaps: hostile.gaps,
  },
} as const satisfies Readonly<Record<string, Audit>>;
