/** Slack markup. */
export const helpText = (): string =>
  [
    '*Ask why a stage fails*',
    '`/gatewhy orders-api prod` the last hour. The API by id, name or part of its name; the stage may be left out when there is only one',
    '`/gatewhy orders-api prod since 30m` or `from 2026-11-20T14:00Z to 2026-11-20T15:00Z`',
    '`/gatewhy orders-api prod GET /orders/{id}` one method',
    '`/gatewhy orders-api prod 7d0a1c9e-2b7f-4c36-9a0d-5f2f6f0b1c11` one request, by its id or `x-amz-apigw-id`',
    '`/gatewhy "Orders API" prod` a name with spaces, or one that is called like a command',
    '`/gatewhy orders-api prod in 444455556666/us-east-1` in another account, another Region or both, where the deployment has members',
    '*Ask what would fail*',
    '`/gatewhy audit orders-api prod` which methods fail whoever calls them, read from the configuration alone',
    '*Look up*',
    '`/gatewhy explain` all causes; `/gatewhy explain lambda-timeout` one of them',
  ].join('\n');
