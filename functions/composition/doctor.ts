import { createCollectPorts } from '../../shared/aws/collect-ports.ts';
import { deploymentReads } from '../../shared/aws/deployment-reads.ts';
import { externalIdStanding } from '../../shared/aws/external-id.ts';
import { lookAtSecret } from '../../shared/aws/look-at-secret.ts';
import type { AwsPlace } from '../../shared/aws/read-client-options.ts';
import { createSimulateRole } from '../../shared/aws/simulate-role.ts';
import type { DoctorPorts, Looked } from '../../shared/diagnosis/doctor/doctor-ports.ts';
import { ok } from '../../shared/lib/result.ts';
import { parseSigningSecrets } from '../../shared/slack/signing-secrets.ts';
import { slackChannelStanding, slackStanding } from '../../shared/slack/slack-standing.ts';

/** `SLACK_API_URL`: another host than Slack's, for tests and the lab. */
export const doctorPorts = (place: AwsPlace, apiUrl = process.env.SLACK_API_URL): DoctorPorts => {
  const secret =
    (variable: string) =>
    (reference: string): Looked<string> =>
      lookAtSecret(reference, { place, variable });
  const [credentials, signing, externalId] = [secret('SLACK_CREDENTIALS'), secret('SLACK_SIGNING'), secret('MEMBER_EXTERNAL_ID')];
  return {
    ...deploymentReads(place),
    collect: createCollectPorts(place),
    simulate: createSimulateRole(place),
    slack: (reference) => slackStanding(credentials(reference), apiUrl),
    slackChannel: (reference, channel) => slackChannelStanding(credentials(reference), channel, apiUrl),
    slackSigning: async (reference) => {
      const text = await signing(reference);
      if (!text.ok) return text;
      const secrets = parseSigningSecrets(text.value);
      return ok(secrets.ok ? {} : { problem: secrets.failure.replace(/\.$/, '') });
    },
    externalId: async (reference) => {
      const text = await externalId(reference);
      return text.ok ? ok(externalIdStanding(text.value)) : text;
    },
  };
};
