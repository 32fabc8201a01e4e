/** What a repair can be printed for, and the language that comes out. */
export const REPAIR_TOOLS = {
  'aws-cli': 'sh',
  /** SAM included. */
  cloudformation: 'yaml',
  /** TypeScript. */
  cdk: 'ts',
  terraform: 'hcl',
  /** The Serverless Framework and osls. */
  serverless: 'yaml',
  /** API Gateway's extensions of OpenAPI. */
  openapi: 'yaml',
} as const;

export type RepairTool = keyof typeof REPAIR_TOOLS;
