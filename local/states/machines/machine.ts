import type { StateMachineResource } from '../../assembly/assembly.ts';
import type { MachineDefinition } from '../definition/state-schema.ts';
import type { ExecutionLog } from '../history/execution-log.ts';
import type { Expressions } from '../jsonata/expressions.ts';

/** A state machine that can be executed, at one of its revisions. */
export interface Machine {
  readonly resource: StateMachineResource;
  readonly definition: MachineDefinition;
  readonly expressions: Expressions;
  readonly log: ExecutionLog;
  /** When it was created, or this process read it from the assembly, in milliseconds since the epoch. */
  readonly createdMs: number;
  readonly updatedMs: number;
  /** Null until its first update. */
  readonly revisionId: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: 'ACTIVE' | 'DELETING';
  /** Whether the assembly brought it: it is deployed, and changes with the stack alone. */
  readonly isDeployed: boolean;
}
