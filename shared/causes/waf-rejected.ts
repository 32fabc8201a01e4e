import type { Evidence } from '../model/evidence.ts';
import { readsOtherwise } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { backendCalled, gatewaySaid } from './gateway-words.ts';
import { logLine, type Scene, seen, statusOf } from './scene.ts';

/** What the access log writes when WAF itself refused. */
const blockedInLog = ({ observation: { access } }: Scene): Evidence | undefined => {
  if (!access) return undefined;
  const { wafResponseCode, 'waf.status': status } = access.fields;
  return wafResponseCode === 'WAF_BLOCK' || status === '403' ? { kind: 'log-line', line: access.line } : undefined;
};

const webAcl = ({ stage: { settings } }: Scene): Evidence | undefined =>
  settings.webAclArn ? { kind: 'config', pointer: '/webAclArn', value: settings.webAclArn, of: 'stage' } : undefined;

export default defineCause({
  id: 'waf-rejected',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html'),
  step: 'front door',
  seenAs: ['forbidden-403', 'gateway-500'],
  asks: ['web-acl', 'access-log'],
  leaves: ['waf-error'],
  detect(scene) {
    const fault = seen(scene, 'waf-error');
    if (fault) return found('conclusive', { blocked: false, arn: scene.stage.settings.webAclArn }, logLine(fault));
    if (scene.stage.kind !== 'REST') return excluded('AWS WAF stands in front of REST APIs only.');
    if (backendCalled(scene)) return excluded('The backend was called: WAF let the request in.');
    const { access, events } = scene.observation;
    const facts = { blocked: true, arn: scene.stage.settings.webAclArn };
    const blocked = gatewaySaid(scene, { responseTypes: ['WAF_FILTERED'] }) ?? blockedInLog(scene);
    if (blocked) return found('conclusive', facts, blocked);
    if (events.some(({ line }) => line.source === 'execution-log'))
      return excluded('The execution log has the request: what WAF blocks leaves no line there.');
    const type = access?.fields['error.responseType'];
    if (type !== undefined && type !== 'DEFAULT_4XX') return excluded(`The access log names the error ${type}, not WAF_FILTERED.`);
    if (access?.fields.wafResponseCode === 'WAF_ALLOW') return excluded('The access log says that WAF allowed the request.');
    if (scene.stage.settings.webAclArn === '') return excluded('The stage has no web ACL.');
    const forbidden = statusOf(scene) === 403 && gatewaySaid(scene, { message: /^Forbidden$/ });
    const acl = webAcl(scene);
    if (!forbidden || !acl) return excludedIf(readsOtherwise(/^Forbidden$/)(scene));
    return found(scene.method?.apiKeyRequired === false ? 'confirmed' : 'suggested', facts, forbidden, acl);
  },
  explain: ({ blocked, arn }) => ({
    what: blocked
      ? `AWS WAF blocked the request${arn ? ` (web ACL ${arn.split('/').at(-2) ?? arn})` : ''}.`
      : 'AWS WAF could not evaluate its rules for the request, and the gateway answered 500.',
    why: blocked
      ? 'A rule of the web ACL on this stage fits the request: it never reached the API, and the execution log has no line of it.'
      : 'The call from the gateway to WAF failed or took too long: neither the API nor its backend is at fault.',
    todo: blocked
      ? "Find the rule in the web ACL's log or sampled requests, and make an exception or set it to count."
      : 'Let clients retry; when it lasts, ask AWS Support with the request ids.',
  }),
  repair: ({ blocked, arn }) => ({
    kind: 'advice',
    steps: blocked
      ? [
          `Find the rule: aws wafv2 get-sampled-requests --web-acl-arn ${arn || 'WEB_ACL_ARN'} --rule-metric-name METRIC --scope REGIONAL --time-window StartTime=…,EndTime=… --max-items 100`,
          'Add an exception to that rule (a scope-down statement), or set its action to Count while you look.',
        ]
      : [
          'Retry with backoff: the fault is transient.',
          'If it lasts, open a case with AWS Support and name the request ids and the web ACL.',
        ],
  }),
});
