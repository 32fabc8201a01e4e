import { randomUUID } from 'node:crypto';
import type { Result } from '../../shared/lib/result.ts';
import type { LabResponse, LabService, ServiceFailure } from './wire.ts';

export const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An error in the AWS Query protocol (SNS, STS, IAM). */
export const queryRefusal = ({ status, code, message }: ServiceFailure): LabResponse => {
  const requestId = randomUUID();
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
};

/** A form in, the XML inside its result out. */
export type QueryOperation = (form: URLSearchParams) => Result<string, ServiceFailure>;

/** The members of a list in a form: `ActionNames.member.1`, `ActionNames.member.2` … */
export const listIn = (form: URLSearchParams, name: string): readonly string[] => {
  const values: string[] = [];
  for (let at = 1; form.has(`${name}.member.${at}`); at += 1) values.push(form.get(`${name}.member.${at}`) ?? '');
  return values;
};

const formOf = ({ body }: { readonly body: Buffer }) => new URLSearchParams(body.toString());

/** A service of the AWS Query protocol: the operation stands in the form's `Action`, the answer is XML of the namespace. */
export const queryService = (namespace: string, operations: Readonly<Record<string, QueryOperation>>): LabService => ({
  refuse: queryRefusal,
  operationOf: (request) => formOf(request).get('Action') ?? undefined,
  answer: (name, request) => {
    const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!run) return queryRefusal({ status: 400, code: 'InvalidAction', message: `Could not find operation ${name}` });
    const result = run(formOf(request));
    if (!result.ok) return queryRefusal(result.failure);
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<${name}Response xmlns="${namespace}"><${name}Result>${result.value}</${name}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${name}Response>`,
    };
  },
});
