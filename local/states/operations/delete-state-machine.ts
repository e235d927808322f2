import { z } from 'zod';
import { belongsToStack } from './errors.ts';
import type { OperationContext } from './operation-context.ts';
import { findMachine } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ stateMachineArn: z.string() });

/**
 * Begins to delete a machine that a client created: its executions are stopped and forgotten, then it is gone. One that does not exist is gone
 * already. A deletion under way goes on after a restart.
 *
 * @throws InvalidArn
 */
export async function deleteStateMachine(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { stateMachineArn } = parseInput(Schema, raw);
  const machine = findMachine(context, stateMachineArn);
  if (!machine || machine.status === 'DELETING') return {};
  if (machine.isDeployed) throw belongsToStack(stateMachineArn);
  await context.machines.beginDeletion(stateMachineArn);
  void finishDeletion(context, stateMachineArn);
  return {};
}

/** Forgets a machine that is being deleted. It never rejects. */
export async function finishDeletion(context: Pick<OperationContext, 'machines' | 'standard' | 'onDefect'>, arn: string): Promise<void> {
  try {
    await context.standard.deleteOf(arn);
    await context.machines.remove(arn);
  } catch (error) {
    context.onDefect('DeleteStateMachine', error);
  }
}
