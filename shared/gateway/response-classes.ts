import { matchesBinaryMediaTypes } from './binary-media-types.ts';
import type { BodyClass } from './content-conversion.ts';
import { firstValue } from './fields.ts';
import type { Answered } from './state.ts';

/** The backend's Content-Type and the client's Accept, each held against the API's binary media types. */
export const responseClasses = ({
  answer,
  headers,
  options,
  stage,
}: Answered): { readonly payload: BodyClass; readonly client: BodyClass } => {
  const list = options.caller === 'client' ? stage.binaryMediaTypes : [];
  const classOf = (header: string | undefined): BodyClass => (matchesBinaryMediaTypes(header, list, 'response') ? 'binary' : 'text');
  return { payload: classOf(firstValue(answer.headers, 'Content-Type')), client: classOf(firstValue(headers, 'Accept')) };
};
