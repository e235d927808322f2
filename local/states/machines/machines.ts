import { randomUUID } from 'node:crypto';
import type { StateMachineResource } from '../../assembly/assembly.ts';
import type { LogStore } from '../../logs/log-store.ts';
import type { Clock } from '../clock.ts';
import { InvalidDefinitionError } from '../definition/invalid-definition-error.ts';
import { parseDefinition } from '../definition/parse-definition.ts';
import { ExecutionLog } from '../history/execution-log.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Machine } from './machine.ts';
import type { MachineRecord } from './machine-files.ts';
import { MachineFiles } from './machine-files.ts';

export interface MachinesProps {
  /** The machines of the assembly. */
  deployed: readonly StateMachineResource[];
  dataDir: string;
  clock: Clock;
  integrations: Integrations;
  logs: LogStore;
  onDefect: (operation: string, error: unknown) => void;
}

/**
 * The state machines: those of the assembly, and those that clients created, which are kept on disk. Every change is on disk before it is
 * acknowledged. Executions keep the machine that they started with.
 */
export class Machines {
  readonly #props: MachinesProps;
  readonly #files: MachineFiles;
  readonly #machines = new Map<string, Machine>();
  /** Changes wait for each other, so that none is decided on what another is about to change. */
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(props: MachinesProps, files: MachineFiles) {
    this.#props = props;
    this.#files = files;
  }

  /** @throws Error that names the machine when AWS would refuse one of the assembly, or it needs what is not served here */
  static async open(props: MachinesProps): Promise<Machines> {
    const { files, machines } = await MachineFiles.open(props.dataDir);
    const opened = new Machines(props, files);
    const nowMs = props.clock.now();
    for (const resource of props.deployed) {
      try {
        opened.#put({ resource, createdMs: nowMs, updatedMs: nowMs, revisionId: null, tags: {}, status: 'ACTIVE' }, true);
      } catch (error) {
        throw error instanceof InvalidDefinitionError ? new Error(`The stack's state machine ${resource.name} is not one: ${error.message}`, { cause: error }) : error;
      }
    }
    for (const record of machines) {
      // A machine of the assembly that has come to bear the same name goes first.
      if (opened.get(record.resource.arn)) continue;
      try {
        opened.#put(record, false);
      } catch (error) {
        props.onDefect(`open state machine ${record.resource.name}`, error);
      }
    }
    return opened;
  }

  get(arn: string): Machine | undefined {
    return this.#machines.get(arn);
  }

  list(): Machine[] {
    return [...this.#machines.values()];
  }

  /**
   * Creates a machine; `decide` sees the one of the same name, and may answer it instead or throw.
   *
   * @throws InvalidDefinitionError
   */
  create(resource: StateMachineResource, tags: Record<string, string>, decide: (known: Machine) => Machine): Promise<Machine> {
    return this.#change(async () => {
      const known = this.get(resource.arn);
      if (known) return decide(known);
      const nowMs = this.#props.clock.now();
      const record: MachineRecord = { resource, createdMs: nowMs, updatedMs: nowMs, revisionId: null, tags, status: 'ACTIVE' };
      const machine = this.#read(record, false);
      await this.#files.save(record);
      this.#machines.set(resource.arn, machine);
      return machine;
    });
  }

  /**
   * Changes what a machine is; its executions under way go on as they began.
   *
   * @param change sees the machine as it is then, and may throw
   * @throws InvalidDefinitionError
   */
  update(arn: string, change: (machine: Machine) => Partial<StateMachineResource>): Promise<Machine> {
    return this.#changeOne(arn, (machine) => ({ resource: { ...machine.resource, ...change(machine) }, updatedMs: this.#props.clock.now(), revisionId: randomUUID() }));
  }

  /** Gives a machine other tags; that is no revision of it. */
  setTags(arn: string, change: (machine: Machine) => Record<string, string>): Promise<Machine> {
    return this.#changeOne(arn, (machine) => ({ tags: change(machine) }));
  }

  /** From now on the machine starts nothing; it is still there until `remove`, even after a restart. */
  beginDeletion(arn: string): Promise<Machine> {
    return this.#changeOne(arn, () => ({ status: 'DELETING' }));
  }

  remove(arn: string): Promise<void> {
    return this.#change(async () => {
      await this.#files.delete(arn);
      this.#machines.delete(arn);
    });
  }

  #changeOne(arn: string, change: (machine: Machine) => Partial<MachineRecord>): Promise<Machine> {
    return this.#change(async () => {
      const machine = this.get(arn);
      if (!machine) throw new Error(`There is no ${arn}.`);
      const { resource, createdMs, updatedMs, revisionId, tags, status } = machine;
      const record: MachineRecord = { resource, createdMs, updatedMs, revisionId, tags, status, ...change(machine) };
      const changed = this.#read(record, machine.isDeployed);
      if (!machine.isDeployed) await this.#files.save(record);
      this.#machines.set(arn, changed);
      return changed;
    });
  }

  #change<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastChange.then(work);
    this.#lastChange = done.catch(() => undefined);
    return done;
  }

  #put(record: MachineRecord, isDeployed: boolean): void {
    this.#machines.set(record.resource.arn, this.#read(record, isDeployed));
  }

  #read(record: MachineRecord, isDeployed: boolean): Machine {
    const { integrations, logs } = this.#props;
    const { resource } = record;
    const parsed = parseDefinition(resource.definition, { isServed: (arn) => integrations.has(arn), machineType: resource.type });
    return { ...record, ...parsed, log: new ExecutionLog(resource, logs), isDeployed };
  }
}
