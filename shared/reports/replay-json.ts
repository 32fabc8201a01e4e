import { base64OfBody, type ReplayReport, textOfBody } from './replay-report.ts';

type Fields = readonly (readonly [name: string, value: string])[];

const headersOf = (fields: Fields): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(fields.map(([name]) => [name, fields.flatMap(([other, value]) => (other === name ? [value] : []))]));

const bodyOf = (bytes: Uint8Array): { readonly text: string } | { readonly base64: string } => {
  const text = textOfBody(bytes);
  return text === undefined ? { base64: base64OfBody(bytes) } : { text };
};

const messageOf = <Rest extends object>({ headers, body, ...rest }: Rest & { readonly headers: Fields; readonly body: Uint8Array }) => ({
  ...rest,
  headers: headersOf(headers),
  body: bodyOf(body),
});

/** What `gatewhy replay --json` prints; `docs/cli.md` documents it. */
export const replayJson = ({ answer, sent, ...report }: ReplayReport) => ({
  version: 1,
  kind: answer.kind,
  ...(answer.kind === 'answered' && { response: messageOf(answer.response), failedStep: answer.failedStep }),
  ...(sent && { sent: messageOf(sent) }),
  ...report,
});
