import { z } from 'zod';
import type { Assembly, CollectionResource, LogGroupResource } from './assembly.ts';
import { AssemblyError } from './assembly-error.ts';
import { readCloudAssembly } from './cloud-assembly.ts';
import { readBuckets } from './read-buckets.ts';
import { readFunctions } from './read-functions.ts';
import { readGatewayResponses } from './read-gateway-responses.ts';
import { readRoutes } from './read-routes.ts';
import { readRules } from './read-rules.ts';
import { readSigningKeys } from './read-signing-keys.ts';
import { readStateMachines } from './read-state-machines.ts';
import { readTables } from './read-tables.ts';
import { readUserPool } from './read-user-pool.ts';
import type { LocalUrls } from './resource-kinds.ts';
import type { StackModel } from './stack-model.ts';
import { createStackModel } from './stack-model.ts';
import { theOnly } from './the-only.ts';

export interface LoadAssemblyOptions extends LocalUrls {
  /** Values for the template's parameters, by name, in place of their defaults. */
  parameters?: Readonly<Record<string, string>>;
}

/**
 * Reads a synthesized cloud assembly, every reference resolved to what it is on one machine. Resources that the template leaves unnamed are
 * called after their construct: functions, state machines and buckets in kebab case, tables by the construct's id.
 *
 * @throws AssemblyError naming the resource and the path in it
 * @example const { routes } = loadAssembly('cdk.out', { endpointUrl: 'http://127.0.0.1:4566', issuerUrl: 'http://127.0.0.1:4000/issuer' });
 */
export function loadAssembly(cloudAssemblyDir: string, { endpointUrl, issuerUrl, parameters = {} }: LoadAssemblyOptions): Assembly {
  const stack = createStackModel(readCloudAssembly(cloudAssemblyDir), { endpointUrl, issuerUrl }, parameters);
  const api = theOnly(stack, 'AWS::ApiGateway::RestApi', z.object({ BinaryMediaTypes: z.array(z.string()).default([]) }));
  const stage = theOnly(stack, 'AWS::ApiGateway::Stage');
  const assembly: Assembly = {
    stackName: stack.stackName,
    stageName: stack.nameOf(stage.logicalId, stage.place),
    apiId: stack.nameOf(api.logicalId, api.place),
    binaryMediaTypes: api.properties.BinaryMediaTypes,
    routes: readRoutes(stack),
    gatewayResponses: readGatewayResponses(stack),
    functions: readFunctions(stack),
    stateMachines: readStateMachines(stack),
    tables: readTables(stack),
    buckets: readBuckets(stack),
    logGroups: readLogGroups(stack),
    rules: readRules(stack),
    collections: readCollections(stack),
    signingKeys: readSigningKeys(stack),
    userPool: readUserPool(stack),
  };
  const { functions, stateMachines, tables, buckets, logGroups, rules } = assembly;
  for (const [kind, resources] of Object.entries({ functions, stateMachines, tables, buckets, logGroups, rules })) refuseCollisions(kind, resources, stack.stackName);
  return assembly;
}

function readLogGroups(stack: StackModel): LogGroupResource[] {
  return stack.resourcesOf(['AWS::Logs::LogGroup'], z.object({ RetentionInDays: z.coerce.number().optional() })).map(({ logicalId, place, properties }) => ({
    name: stack.nameOf(logicalId, place),
    arn: stack.arnOf(logicalId, place),
    retentionInDays: properties.RetentionInDays ?? null,
  }));
}

function readCollections(stack: StackModel): CollectionResource[] {
  return stack.resourcesOf(['AWS::Rekognition::Collection'], z.object({})).map(({ logicalId, place }) => ({ id: stack.nameOf(logicalId, place), arn: stack.arnOf(logicalId, place) }));
}

function refuseCollisions(kind: string, resources: readonly { name: string }[], stackName: string): void {
  const seen = new Set<string>();
  for (const { name } of resources) {
    if (seen.has(name)) throw new AssemblyError('NAME_COLLISION', `two ${kind} would be called ${name}: give one of their constructs another id`, { resource: stackName, path: 'Resources' });
    seen.add(name);
  }
}
