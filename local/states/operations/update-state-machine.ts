import { z } from 'zod';
import { belongsToStack, missingParameter, stateMachineDeleting } from './errors.ts';
import { DefinitionSchema, orInvalidDefinition, readSettings, SETTINGS } from './machine-settings.ts';
import type { OperationContext } from './operation-context.ts';
import { machineOf, toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ ...SETTINGS, stateMachineArn: z.string(), definition: DefinitionSchema.optional() });

/**
 * Changes a machine that a client created; executions under way go on as they began.
 *
 * @throws InvalidArn, StateMachineDoesNotExist, StateMachineDeleting, MissingRequiredParameter, InvalidDefinition, InvalidLoggingConfiguration
 */
export async function updateStateMachine(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { stateMachineArn, definition, ...settings } = parseInput(Schema, raw);
  const machine = machineOf(context, stateMachineArn);
  const { roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = settings;
  if ([definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration].every((member) => member === undefined)) {
    throw missingParameter('Either the definition, the role ARN, the LoggingConfiguration, the EncryptionConfiguration, or the TracingConfiguration must be specified');
  }
  if (machine.isDeployed) throw belongsToStack(stateMachineArn);
  const change = { ...readSettings(settings), ...(definition !== undefined && { definition }) };
  const updated = await orInvalidDefinition(
    context.machines.update(stateMachineArn, ({ status }) => {
      if (status === 'DELETING') throw stateMachineDeleting(stateMachineArn);
      return change;
    }),
  );
  return { updateDate: toSeconds(updated.updatedMs), ...(updated.revisionId !== null && { revisionId: updated.revisionId }) };
}
