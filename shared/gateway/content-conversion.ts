import type { ContentHandling } from '../model/api.ts';

/** `binary`: the media type is in the API's `binaryMediaTypes` (`binary-media-types.ts`); `text`: it is not, or the list is empty. */
export type BodyClass = 'text' | 'binary';

/**
 * What becomes of a body. `utf8-text`: decoded as UTF-8, every invalid byte turned into U+FFFD. `base64-text`: base64 of the bytes, also
 * when they were base64 already. `decoded-or-500`: base64-decoded, and a 500 when it is not base64.
 */
export type Conversion = 'bytes' | 'utf8-text' | 'base64-text' | 'decoded-or-500';

/** `fails`: a template needs text; bytes end in `Unable to transform request` or `… response`, 500. */
export type TemplateOutcome = 'runs' | 'fails';

const REQUEST: Readonly<Record<BodyClass, Readonly<Record<ContentHandling, Conversion>>>> = {
  text: { NONE: 'utf8-text', CONVERT_TO_TEXT: 'utf8-text', CONVERT_TO_BINARY: 'decoded-or-500' },
  binary: { NONE: 'bytes', CONVERT_TO_TEXT: 'base64-text', CONVERT_TO_BINARY: 'bytes' },
};

/**
 * The request conversion of non-proxy integrations; `bodyClass` by the request's Content-Type (all cells recorded). A MOCK has no
 * exception: its EMPTY body becomes bytes too. AWS_PROXY ignores `contentHandling`.
 */
export const convertRequest = ({
  bodyClass,
  contentHandling,
}: {
  readonly bodyClass: BodyClass;
  readonly contentHandling: ContentHandling;
}): Conversion => REQUEST[bodyClass][contentHandling];

const TEMPLATE: Readonly<Record<Conversion, TemplateOutcome>> = {
  bytes: 'fails',
  'decoded-or-500': 'fails',
  'utf8-text': 'runs',
  'base64-text': 'runs',
};

/** Whether a request template that matches the Content-Type can run on what the conversion left (recorded). */
export const requestTemplateOutcome = (conversion: Conversion): TemplateOutcome => TEMPLATE[conversion];

const RESPONSE: Readonly<Record<BodyClass, Readonly<Record<BodyClass, Readonly<Record<ContentHandling, Conversion>>>>>> = {
  text: {
    text: { NONE: 'utf8-text', CONVERT_TO_TEXT: 'utf8-text', CONVERT_TO_BINARY: 'decoded-or-500' },
    binary: { NONE: 'decoded-or-500', CONVERT_TO_TEXT: 'utf8-text', CONVERT_TO_BINARY: 'decoded-or-500' },
  },
  binary: {
    text: { NONE: 'base64-text', CONVERT_TO_TEXT: 'base64-text', CONVERT_TO_BINARY: 'bytes' },
    binary: { NONE: 'bytes', CONVERT_TO_TEXT: 'base64-text', CONVERT_TO_BINARY: 'bytes' },
  },
};

/**
 * The response conversion of non-proxy integrations; `payload` by the backend's Content-Type, `client` by the request's Accept (all cells
 * recorded). An empty list makes both `text`. `contentHandling` is that of the selected integration response.
 */
export const convertResponse = ({
  payload,
  client,
  contentHandling,
}: {
  readonly payload: BodyClass;
  readonly client: BodyClass;
  readonly contentHandling: ContentHandling;
}): Conversion => RESPONSE[payload][client][contentHandling];

const RESPONSE_TEMPLATE: Readonly<Record<BodyClass, Readonly<Record<ContentHandling, TemplateOutcome>>>> = {
  text: { NONE: 'runs', CONVERT_TO_TEXT: 'runs', CONVERT_TO_BINARY: 'fails' },
  binary: { NONE: 'fails', CONVERT_TO_TEXT: 'runs', CONVERT_TO_BINARY: 'fails' },
};

/**
 * Whether a non-empty response template can run. It sees the payload before the client's class is looked at, so a text payload without
 * contentHandling runs even for a binary Accept (that cell inferred, the others recorded).
 */
export const responseTemplateOutcome = ({
  payload,
  contentHandling,
}: {
  readonly payload: BodyClass;
  readonly contentHandling: ContentHandling;
}): TemplateOutcome => RESPONSE_TEMPLATE[payload][contentHandling];

export type ProxyConversion = 'decoded' | 'as-is' | 'fails-500';

/**
 * What a REST client gets from a Lambda proxy function. The response's own Content-Type plays no part. An undecodable body that no Accept
 * asks for goes out as it is (inferred); everything else is recorded. HTTP APIs decode whenever the flag is true: pass `client: 'binary'`.
 */
export const convertProxyResponse = ({
  isBase64Encoded,
  client,
  validBase64,
}: {
  readonly isBase64Encoded: boolean;
  readonly client: BodyClass;
  readonly validBase64: boolean;
}): ProxyConversion => {
  if (!isBase64Encoded || client === 'text') return 'as-is';
  return validBase64 ? 'decoded' : 'fails-500';
};
