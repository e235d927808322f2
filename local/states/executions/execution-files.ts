import { createHash } from 'node:crypto';
import { mkdir, rename, rm, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEvent } from '../history/history-event.ts';
import { AppendLog } from './append-log.ts';
import type { ExecutionSummary } from './execution-summary.ts';

/** AWS keeps Standard executions for 90 days after they end. */
const RETENTION_MS = 90 * 86_400_000;

/** A line of the index: an execution as it started or as it ended; the last one of an ARN counts. */
export type IndexRecord = ExecutionSummary;

/** Standard executions on disk: an index of all, and a history file each. */
export class ExecutionFiles {
  readonly #dir: string;
  readonly #index: AppendLog<IndexRecord>;

  private constructor(dir: string) {
    this.#dir = dir;
    this.#index = new AppendLog(join(dir, 'executions.jsonl'), true);
  }

  /** Opens the folder, and drops executions that ended more than 90 days ago. */
  static async open(dir: string, nowMs: number): Promise<{ files: ExecutionFiles; executions: ExecutionSummary[] }> {
    await mkdir(join(dir, 'histories'), { recursive: true });
    const files = new ExecutionFiles(dir);
    const latest = new Map((await files.#index.recover()).map((record) => [record.arn, record]));
    const expired = [...latest.values()].filter((record) => record.stopMs !== null && record.stopMs < nowMs - RETENTION_MS);
    for (const record of expired) {
      latest.delete(record.arn);
      await rm(files.#historyPath(record.arn), { force: true });
    }
    if (expired.length > 0) await files.#rewriteIndex([...latest.values()]);
    return { files, executions: [...latest.values()] };
  }

  history(arn: string): AppendLog<HistoryEvent> {
    return new AppendLog(this.#historyPath(arn), false);
  }

  /** Resolves once the state of the execution is on disk. */
  async writeIndex(summary: ExecutionSummary): Promise<void> {
    await this.#index.append(summary);
  }

  async #rewriteIndex(records: readonly IndexRecord[]): Promise<void> {
    const path = join(this.#dir, 'executions.jsonl');
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  /** Names may hold anything, and be told apart by case alone: the file bears their digest. */
  #historyPath(arn: string): string {
    return join(this.#dir, 'histories', `${createHash('sha256').update(arn).digest('hex').slice(0, 40)}.jsonl`);
  }
}
