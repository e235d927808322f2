import type { StateMachineResource } from '../assembly/assembly.ts';
import type { MachineDefinition } from './definition/state-schema.ts';
import type { ExecutionLog } from './history/execution-log.ts';
import type { Expressions } from './jsonata/expressions.ts';

/** A state machine that can be executed. */
export interface Machine {
  readonly resource: StateMachineResource;
  readonly definition: MachineDefinition;
  readonly expressions: Expressions;
  readonly log: ExecutionLog;
  /** When this process read it, in milliseconds since the epoch. */
  readonly createdMs: number;
}
