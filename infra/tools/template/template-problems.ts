import type { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { isRecord } from '../../../shared/lib/json.ts';

type Members = Readonly<Record<string, unknown>>;
export type SpecDatabase = ReturnType<typeof loadAwsServiceSpecSync>;

const resourceType = (db: SpecDatabase, name: unknown) => db.lookup('resource', 'cloudFormationType', 'equals', String(name)).at(0);

type Properties = NonNullable<ReturnType<typeof resourceType>>['properties'];
type PropertyType = Properties[string]['type'];

const isIntrinsic = (value: unknown): boolean => {
  if (!isRecord(value)) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'));
};

const SCALARS: Readonly<Record<string, readonly string[]>> = {
  string: ['string', 'number', 'boolean'],
  number: ['number'],
  integer: ['number'],
  boolean: ['boolean'],
  'date-time': ['string'],
};

/** What the resource specification says against a value; `[]` for a function of CloudFormation, whose value is not known here. */
const valueProblems = (db: SpecDatabase, path: string, type: PropertyType, value: unknown): readonly string[] => {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => valueProblems(db, `${path}[${index}]`, type.element, item))
        : [`${path}: a list is expected`];
    case 'map':
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, item]) => valueProblems(db, `${path}.${key}`, type.element, item))
        : [`${path}: a map is expected`];
    case 'ref':
      return isRecord(value)
        ? memberProblems(db, path, db.get('typeDefinition', type.reference.$ref).properties, value)
        : [`${path}: an object is expected`];
    case 'tag':
      return isRecord(value)
        ? ['Key', 'Value'].flatMap((name) => (name in value ? [] : [`${path}.${name}: required and missing`]))
        : [`${path}: an object is expected`];
    case 'union': {
      const all = type.types.map((each) => valueProblems(db, path, each, value));
      return all.find((problems) => problems.length === 0) ?? all[0] ?? [];
    }
    default: {
      const allowed = SCALARS[type.type];
      return allowed === undefined || allowed.includes(typeof value) ? [] : [`${path}: ${type.type} is expected, not ${typeof value}`];
    }
  }
};

const memberProblems = (db: SpecDatabase, path: string, properties: Properties, members: Members): readonly string[] => [
  ...Object.entries(members).flatMap(([name, value]) => {
    const property = properties[name];
    return property ? valueProblems(db, `${path}.${name}`, property.type, value) : [`${path}.${name}: there is no such property`];
  }),
  ...Object.entries(properties).flatMap(([name, { required }]) =>
    required && members[name] === undefined ? [`${path}.${name}: required and missing`] : [],
  ),
];

const SUBSTITUTED = /\$\{([^!}][^}]*)\}/g;

interface Reference {
  readonly to: string;
  readonly attribute?: string;
}

const toReference = (text: string): Reference => {
  const [to = '', attribute] = text.split(/\.(.*)/s);
  return { to, ...(attribute !== undefined && { attribute }) };
};

const referencesIn = (value: unknown): readonly Reference[] => {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'Ref' && typeof item === 'string') return [{ to: item }];
    if (key === 'Fn::GetAtt') return [toReference(Array.isArray(item) ? item.join('.') : String(item))];
    if (key === 'Fn::Sub' && typeof item === 'string') return [...item.matchAll(SUBSTITUTED)].map(([, name = '']) => toReference(name));
    if (key === 'DependsOn') return [item].flat().map((to) => ({ to: String(to) }));
    return referencesIn(item);
  });
};

const referenceProblems = (db: SpecDatabase, template: Members, resources: Members): readonly string[] => {
  const parameters = isRecord(template.Parameters) ? template.Parameters : {};
  return referencesIn({ ...resources, Outputs: template.Outputs }).flatMap(({ to, attribute }) => {
    if (to.startsWith('AWS::') || to in parameters) return [];
    const resource = resources[to];
    if (!isRecord(resource)) return [`${to}: referred to, and not in the template`];
    const found = resourceType(db, resource.Type);
    return attribute === undefined || !found || attribute in found.attributes
      ? []
      : [`${to}.${attribute}: ${String(resource.Type)} has no such attribute`];
  });
};

/** Everything in which a template contradicts AWS's resource specification: types, properties, required ones, references. */
export const templateProblems = (db: SpecDatabase, template: unknown): readonly string[] => {
  if (!isRecord(template) || !isRecord(template.Resources)) return ['the template has no Resources'];
  const resources = template.Resources;
  const problems = Object.entries(resources).flatMap(([id, resource]) => {
    if (!isRecord(resource)) return [`${id}: an object is expected`];
    const found = resourceType(db, resource.Type);
    if (!found) return [`${id}: there is no resource type ${String(resource.Type)}`];
    return memberProblems(
      db,
      `${id} (${String(resource.Type)})`,
      found.properties,
      isRecord(resource.Properties) ? resource.Properties : {},
    );
  });
  return [...new Set([...problems, ...referenceProblems(db, template, resources)])];
};
