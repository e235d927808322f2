import { z } from 'zod';
import type { OperationContext } from './operation-context.ts';
import { toSeconds } from './operation-context.ts';
import { page, PAGING } from './paging.ts';
import { parseInput } from './parse-input.ts';

/** Every machine, of the assembly and created. */
export function listStateMachines(context: OperationContext, raw: Record<string, unknown>): unknown {
  const { items, nextToken } = page(
    { items: context.machines.list(), keyOf: ({ resource }) => resource.arn, scope: 'machines' },
    parseInput(z.object(PAGING), raw),
  );
  return {
    stateMachines: items.map(({ resource, createdMs }) => ({
      stateMachineArn: resource.arn,
      name: resource.name,
      type: resource.type,
      creationDate: toSeconds(createdMs),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}
