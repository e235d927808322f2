import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { StateMachineResource } from '../../assembly/assembly.ts';
import type { Machine } from '../machines/machine.ts';
import { machineArn } from '../machines/machine-arn.ts';
import { invalidName, stateMachineAlreadyExists, stateMachineDeleting } from './errors.ts';
import { DefinitionSchema, orInvalidDefinition, readSettings, SETTINGS } from './machine-settings.ts';
import { checkName } from './names.ts';
import type { OperationContext } from './operation-context.ts';
import { toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';
import { TagsSchema } from './tags.ts';

const Schema = z.object({
  ...SETTINGS,
  name: z.string().min(1),
  definition: DefinitionSchema,
  roleArn: z.string().min(1).max(256),
  type: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  tags: TagsSchema.optional(),
});

/**
 * Creates a machine. One of the same name is answered when it is the same, whatever its role and tags are.
 *
 * @throws InvalidName, InvalidDefinition, InvalidArn, InvalidLoggingConfiguration, StateMachineAlreadyExists, StateMachineDeleting, TooManyTags
 */
export async function createStateMachine(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { name, definition, type, tags = [], ...settings } = parseInput(Schema, raw);
  checkName(name);
  // Names of machines are part of ARNs, in which AWS takes no other letters.
  if (!/^[\x21-\x7e]+$/.test(name)) throw invalidName(name);
  const resource: StateMachineResource = {
    name,
    arn: machineArn(name),
    type,
    definition,
    roleArn: settings.roleArn,
    logging: { level: 'OFF', includeExecutionData: false, logGroupName: null },
    tracingEnabled: false,
    ...readSettings(settings),
  };
  const machine = await orInvalidDefinition(
    context.machines.create(resource, Object.fromEntries(tags.map(({ key, value }) => [key, value])), (known) => sameOrRefused(known, resource)),
  );
  return { stateMachineArn: machine.resource.arn, creationDate: toSeconds(machine.createdMs) };
}

function sameOrRefused(known: Machine, resource: StateMachineResource): Machine {
  if (known.status === 'DELETING') throw stateMachineDeleting(resource.arn);
  const { definition, type, logging, tracingEnabled } = known.resource;
  const same = { definition, type, logging, tracingEnabled };
  if (isDeepStrictEqual(same, { definition: resource.definition, type: resource.type, logging: resource.logging, tracingEnabled: resource.tracingEnabled })) return known;
  throw stateMachineAlreadyExists(resource.arn);
}
