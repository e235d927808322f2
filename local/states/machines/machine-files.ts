import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateMachineResource } from '../../assembly/assembly.ts';
import { AppendLog } from '../executions/append-log.ts';

/** A created machine as it is kept. */
export interface MachineRecord {
  resource: StateMachineResource;
  createdMs: number;
  updatedMs: number;
  revisionId: string | null;
  tags: Record<string, string>;
  status: 'ACTIVE' | 'DELETING';
}

/** A line of the file: a machine as it was created or changed, or the ARN of one that was deleted; the last one of an ARN counts. */
type Line = MachineRecord | { deletedArn: string };

/** The machines that clients created, on disk. A change counts once it has reached the disk itself. */
export class MachineFiles {
  readonly #log: AppendLog<Line>;

  private constructor(path: string) {
    this.#log = new AppendLog(path, true);
  }

  /** Opens the folder; what was overwritten or deleted is dropped from the file. */
  static async open(dir: string): Promise<{ files: MachineFiles; machines: MachineRecord[] }> {
    await mkdir(dir, { recursive: true });
    const files = new MachineFiles(join(dir, 'machines.jsonl'));
    const lines = await files.#log.recover();
    const machines = new Map<string, MachineRecord>();
    for (const line of lines) {
      if ('deletedArn' in line) machines.delete(line.deletedArn);
      else machines.set(line.resource.arn, line);
    }
    if (machines.size < lines.length) await files.#log.replace([...machines.values()]);
    return { files, machines: [...machines.values()] };
  }

  async save(record: MachineRecord): Promise<void> {
    await this.#log.append(record);
  }

  async delete(arn: string): Promise<void> {
    await this.#log.append({ deletedArn: arn });
  }
}
