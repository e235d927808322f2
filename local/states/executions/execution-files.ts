import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEvent } from '../history/history-event.ts';
import { AppendLog } from './append-log.ts';
import type { ExecutionSummary } from './execution-summary.ts';

/** AWS keeps Standard executions for 90 days after they end. */
const RETENTION_MS = 90 * 86_400_000;

/** Whether AWS has forgotten an execution by then. */
export function isExpired({ stopMs }: Pick<ExecutionSummary, 'stopMs'>, nowMs: number): boolean {
  return stopMs !== null && stopMs < nowMs - RETENTION_MS;
}

/** A line of the index: an execution as it started or as it ended, or one that is gone; the last one of an ARN counts. */
type Line = ExecutionSummary | { deletedArn: string };

/** Standard executions on disk: an index of all, and a history file each. */
export class ExecutionFiles {
  readonly #dir: string;
  readonly #index: AppendLog<Line>;

  private constructor(dir: string) {
    this.#dir = dir;
    this.#index = new AppendLog(join(dir, 'executions.jsonl'), true);
  }

  /** Opens the folder, and drops executions that ended more than 90 days ago. */
  static async open(dir: string, nowMs: number): Promise<{ files: ExecutionFiles; executions: ExecutionSummary[] }> {
    await mkdir(join(dir, 'histories'), { recursive: true });
    const files = new ExecutionFiles(dir);
    const latest = new Map<string, ExecutionSummary>();
    for (const line of await files.#index.recover()) {
      if ('deletedArn' in line) latest.delete(line.deletedArn);
      else latest.set(line.arn, line);
    }
    const expired = [...latest.values()].filter((record) => isExpired(record, nowMs));
    for (const record of expired) {
      latest.delete(record.arn);
      await rm(files.#historyPath(record.arn), { force: true });
    }
    if (expired.length > 0) await files.#index.replace([...latest.values()]);
    return { files, executions: [...latest.values()] };
  }

  history(arn: string): AppendLog<HistoryEvent> {
    return new AppendLog(this.#historyPath(arn), false);
  }

  /** Resolves once the state of the execution is on disk. */
  async writeIndex(summary: ExecutionSummary): Promise<void> {
    await this.#index.append(summary);
  }

  /** Forgets an execution that has ended. */
  async delete(arn: string): Promise<void> {
    await this.#index.append({ deletedArn: arn });
    await rm(this.#historyPath(arn), { force: true });
  }

  /** Names may hold anything, and be told apart by case alone: the file bears their digest. */
  #historyPath(arn: string): string {
    return join(this.#dir, 'histories', `${createHash('sha256').update(arn).digest('hex').slice(0, 40)}.jsonl`);
  }
}
