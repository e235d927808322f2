import { z } from 'zod';
import { AssemblyError } from './assembly-error.ts';
import type { ResolvedResource, StackModel } from './stack-model.ts';

/**
 * The one resource of a type.
 *
 * @throws AssemblyError INVALID_ASSEMBLY when there is none, or more than one
 */
export function theOnly(stack: StackModel, type: string): ResolvedResource<unknown>;
export function theOnly<Properties>(stack: StackModel, type: string, schema: z.ZodType<Properties>): ResolvedResource<Properties>;
export function theOnly(stack: StackModel, type: string, schema: z.ZodType = z.object({})): ResolvedResource<unknown> {
  const resources = stack.resourcesOf([type], schema);
  const [only] = resources;
  if (!only || resources.length > 1) throw new AssemblyError('INVALID_ASSEMBLY', `one ${type} is needed, ${resources.length} are there`, { resource: stack.stackName, path: 'Resources' });
  return only;
}
