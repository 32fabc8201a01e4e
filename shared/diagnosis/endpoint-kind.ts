import { isLambdaUri } from '../gateway/lambda-uri.ts';
import type { EndpointKind } from '../model/observation.ts';

/** Hosts of amazonaws.com that are somebody's own backend and no service API. */
const OWN_BACKEND = /\.(?:execute-api|elb|elasticbeanstalk|s3-website|lambda-url)[.-]/;
const SERVICE = /^https?:\/\/[\w.-]+\.amazonaws\.com(?:\.cn)?(?:[/:?]|$)/;

/** What stands at the other end of the URL that a log prints. */
export const endpointKind = (uri: string): EndpointKind => {
  if (isLambdaUri(uri)) return 'lambda';
  return SERVICE.test(uri) && !OWN_BACKEND.test(uri) ? 'aws' : 'http';
};
