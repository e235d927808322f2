import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';
import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';
import type { CloudAssembly, TemplateResource } from './cloud-assembly.ts';
import { evaluateCondition } from './conditions.ts';
import type { IntrinsicContext } from './intrinsics.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { givenLogGroupNames } from './log-group-names.ts';
import { STACK_ID } from './local-name.ts';
import type { References } from './references.ts';
import { constructPath, createReferences } from './references.ts';
import type { LocalUrls } from './resource-kinds.ts';

/** One resource of the stack with its properties resolved. */
export interface ResolvedResource<Properties> {
  logicalId: string;
  /** For messages. */
  place: Place;
  properties: Properties;
  metadata: Readonly<Record<string, unknown>>;
}

/** The template with its references answered. */
export interface StackModel extends References {
  stackName: string;
  assets: ReadonlyMap<string, string>;
  /**
   * The resources of these types whose condition holds, in the template's order, their properties checked and narrowed by the schema.
   *
   * @throws AssemblyError when something in the properties cannot be resolved, or is not as the schema says
   */
  resourcesOf: <Properties>(types: readonly string[], schema: z.ZodType<Properties>, only?: (resource: TemplateResource) => boolean) => ResolvedResource<Properties>[];
}

/** @param parameters values for the template's parameters, by name, in place of their defaults */
export function createStackModel({ stackName, template, assets }: CloudAssembly, urls: LocalUrls, parameters: Readonly<Record<string, string>>): StackModel {
  const pseudoParameters: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': ACCOUNT_ID,
    'AWS::Region': REGION,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stackName}/${STACK_ID}`,
    'AWS::NoValue': undefined,
    'AWS::NotificationARNs': [],
  };
  for (const name of Object.keys(parameters)) {
    if (!template.Parameters[name]) throw new AssemblyError('UNRESOLVED_REFERENCE', `the template has no parameter ${name}`, { resource: stackName, path: 'Parameters' });
  }

  const context: IntrinsicContext = {
    ref: (logicalId, place) => {
      if (Object.hasOwn(pseudoParameters, logicalId)) return pseudoParameters[logicalId];
      const parameter = template.Parameters[logicalId];
      if (!parameter) return references.ref(logicalId, place);
      const value = parameters[logicalId] ?? parameter.Default;
      if (value === undefined) throw new AssemblyError('UNRESOLVED_REFERENCE', `the parameter ${logicalId} has neither a default nor a value`, place);
      return parameter.Type.startsWith('List<') || parameter.Type === 'CommaDelimitedList' ? String(value).split(',') : String(value);
    },
    attribute: (logicalId, attribute, place) => references.attribute(logicalId, attribute, place),
    condition: (name, place) => evaluateCondition(name, template.Conditions, resolve, place),
    mapping: (map, topKey, secondKey, place) => {
      const value = template.Mappings[map]?.[topKey]?.[secondKey];
      if (value === undefined) throw new AssemblyError('UNRESOLVED_REFERENCE', `there is no mapping ${map}.${topKey}.${secondKey}`, place);
      return value;
    },
  };
  const resolve = (value: unknown, place: Place): unknown => resolveIntrinsics(value, place, context);
  const exists = (resource: TemplateResource): boolean => resource.Condition === undefined || context.condition(resource.Condition, { resource: resource.Type, path: 'Condition' });
  const references = createReferences({ template, urls, resolve, exists, givenNames: givenLogGroupNames(template) });

  return {
    ...references,
    stackName,
    assets,
    resourcesOf: (types, schema, only = () => true) =>
      Object.entries(template.Resources)
        .filter(([, resource]) => types.includes(resource.Type) && only(resource) && exists(resource))
        .map(([logicalId, resource]) => {
          const place = { resource: constructPath(logicalId, resource), path: 'Properties' };
          // Only what the schema names is resolved: the rest may refer to things that exist on AWS alone.
          const wanted = schema instanceof z.ZodObject ? Object.fromEntries(Object.entries(resource.Properties).filter(([key]) => Object.hasOwn(schema.shape, key))) : resource.Properties;
          const parsed = schema.safeParse(resolve(wanted, place));
          if (!parsed.success) throw new AssemblyError('UNSUPPORTED', z.prettifyError(parsed.error), place, parsed.error);
          return { logicalId, place, properties: parsed.data, metadata: resource.Metadata };
        }),
  };
}
