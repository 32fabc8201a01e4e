import type { LabPolicyRole, LabStatement } from '../../infra/lab/iam.ts';
import { parseCloudFormation } from '../../infra/tools/template/cloudformation.ts';
import { isRecord } from '../../shared/lib/json.ts';
import { readRepositoryFile } from './repository.ts';

/** What CloudFormation knows when it makes the roles. */
export interface RoleValues {
  /** The parameters of serverless.yml that the roles use. */
  readonly params: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, boolean>>;
  /** `Ref`s and, as `Name.Arn`, attributes; `AWS::Region` and the like too. */
  readonly values: Readonly<Record<string, string>>;
}

const known = (table: Readonly<Record<string, string>>, name: string): string => {
  const value = table[name];
  if (value === undefined) throw new Error(`infra/roles.yml uses ${name}, and this test does not know it`);
  return value;
};

const NOTHING = Symbol('AWS::NoValue');

const resolve = (node: unknown, given: RoleValues): unknown => {
  if (Array.isArray(node)) return node.map((item: unknown) => resolve(item, given)).filter((item) => item !== NOTHING);
  if (!isRecord(node)) return node;
  const { Ref, 'Fn::GetAtt': att, 'Fn::Sub': sub, 'Fn::If': choice, 'Fn::Split': split } = node;
  if (Ref === 'AWS::NoValue') return NOTHING;
  if (typeof Ref === 'string') return known(given.values, Ref);
  if (Array.isArray(att)) return known(given.values, att.join('.'));
  if (typeof sub === 'string') return sub.replaceAll(/\$\{([\w:]+)\}/g, (_, name: string) => known(given.values, name));
  if (Array.isArray(choice)) return resolve(given.conditions[String(choice[0])] ? choice[1] : choice[2], given);
  if (Array.isArray(split)) return String(split[1]).split(String(split[0]));
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, resolve(value, given)]));
};

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly Policies: readonly {
            readonly PolicyName: string;
            readonly PolicyDocument: { readonly Statement: readonly LabStatement[] };
          }[];
        };
      }
    >
  >;
}

/** The roles of infra/roles.yml as CloudFormation would make them, by their names in it. */
export const deployedRoles = (arnOf: (name: string) => string, given: RoleValues): readonly LabPolicyRole[] => {
  const text = readRepositoryFile('infra/roles.yml').replaceAll(/\$\{param:(\w+)\}/g, (_, name: string) => known(given.params, name));
  const { Resources } = resolve(parseCloudFormation(text), given) as Template;
  return Object.entries(Resources).map(([name, { Properties }]) => ({
    arn: arnOf(name),
    policies: Object.fromEntries(Properties.Policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement])),
  }));
};
