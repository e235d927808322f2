import { z } from 'zod';
import type { FunctionResource } from './assembly.ts';
import { AssemblyError } from './assembly-error.ts';
import type { StackModel } from './stack-model.ts';

const FunctionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

/**
 * The project's own functions: those whose code the CDK bundled. Functions that the CDK adds for deployments (custom resources) have
 * nothing to do on one machine.
 */
export function readFunctions(stack: StackModel): FunctionResource[] {
  const functions = stack.resourcesOf(['AWS::Lambda::Function'], FunctionSchema, (resource) => resource.Metadata['aws:asset:is-bundled'] === true);
  return functions.map(({ logicalId, place, properties }) => {
    const codeDir = stack.assets.get(properties.Code.S3Key);
    if (codeDir === undefined) throw new AssemblyError('INVALID_ASSEMBLY', `the asset ${properties.Code.S3Key} is missing`, { ...place, path: `${place.path}.Code.S3Key` });
    if (!properties.Runtime.startsWith('nodejs')) throw new AssemblyError('UNSUPPORTED', `the runtime ${properties.Runtime} does not exist on one machine`, { ...place, path: `${place.path}.Runtime` });
    return {
      name: stack.nameOf(logicalId, place),
      arn: stack.arnOf(logicalId, place),
      codeDir,
      handler: properties.Handler,
      environment: properties.Environment.Variables,
      timeoutMs: properties.Timeout * 1000,
      memoryMiB: properties.MemorySize,
      logGroupName: properties.LoggingConfig?.LogGroup ?? null,
    };
  });
}
