/** Where an API lives: what `$context` and the endpoint headers name. */
export interface Place {
  readonly apiId: string;
  readonly region: string;
  readonly account: string;
  readonly domainName: string;
  /** One id for every resource: the simulator knows resources by their path. */
  readonly resourceId: string;
}

export const placeOf = ({ apiId = 'abc123def4', region = 'us-east-1', account = '123456789012' }: Partial<Place> = {}): Place => ({
  apiId,
  region,
  account,
  domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
  resourceId: 'res123',
});
