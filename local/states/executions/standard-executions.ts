import type { Clock } from '../clock.ts';
import { Execution } from '../engine/execution.ts';
import type { ExecutionEnd } from '../engine/execution-end.ts';
import { ExecutionAbandoned } from '../engine/execution-cut.ts';
import type { ResumePoint } from '../engine/resume-point.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import type { TaskTokens } from '../engine/task-tokens.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Machine } from '../machines/machine.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { AppendLog } from './append-log.ts';
import type { StoredRecords } from './stored-records.ts';
import { standardExecutionArn } from './execution-arn.ts';
import { ExecutionFiles, isExpired } from './execution-files.ts';
import type { ExecutionDetails, ExecutionSummary } from './execution-summary.ts';
import { definitionSha256, fateOf } from './interrupted-execution.ts';

export interface StandardExecutionsProps {
  dataDir: string;
  machineOf: (arn: string) => Machine | undefined;
  clock: Clock;
  integrations: Integrations;
  sandbox: Sandbox;
  tokens: TaskTokens;
  onDefect: (operation: string, error: unknown) => void;
}

/** An execution that has not ended, with the machine that it began with: it may have been changed since. */
export interface ExecutionUnderWay {
  readonly summary: ExecutionSummary;
  readonly execution: Execution;
  readonly machine: Machine;
}

interface Running extends ExecutionUnderWay {
  history: AppendLog<HistoryEvent>;
  /** Resolves when the beginning is on disk. */
  started: Promise<unknown>;
  /** Resolves when the end is on disk, or this process ends. */
  settled: Promise<void>;
}

/**
 * Standard executions: they survive the process, however it ended.
 *
 * One that was RUNNING goes on when `resume` is called: states that had been left stay left, a Wait waits for the rest of its time, and a Task,
 * Parallel or Map state in which something was under way has failed with `States.TaskFailed`, for nobody knows what came of it: its Retry and Catch
 * decide. Where the machine is gone or has another definition now, the execution is FAILED with `States.Runtime` and a cause that says so.
 */
export class StandardExecutions {
  readonly #props: StandardExecutionsProps;
  readonly #files: ExecutionFiles;
  readonly #summaries = new Map<string, ExecutionSummary>();
  readonly #running = new Map<string, Running>();
  #resumed: Promise<void> = Promise.resolve();

  private constructor(props: StandardExecutionsProps, files: ExecutionFiles) {
    this.#props = props;
    this.#files = files;
  }

  static async open(props: StandardExecutionsProps): Promise<StandardExecutions> {
    const { files, executions } = await ExecutionFiles.open(props.dataDir, props.clock.now());
    const opened = new StandardExecutions(props, files);
    for (const summary of executions) opened.#summaries.set(summary.arn, summary);
    return opened;
  }

  /** Goes on with what earlier processes left running; resolves when all of it has begun to. */
  resume(): Promise<void> {
    this.#resumed = this.#resumeAll();
    return this.#resumed;
  }

  async #resumeAll(): Promise<void> {
    const interrupted = [...this.#summaries.values()].filter((summary) => summary.status === 'RUNNING' && !this.#running.has(summary.arn));
    for (const summary of interrupted) await this.#resumeOne(summary);
  }

  /** Resolves once the execution is on disk. The name must be free. */
  async start(machine: Machine, name: string, input: string): Promise<ExecutionUnderWay> {
    const arn = standardExecutionArn(machine.resource.name, name);
    const running = this.#begin(machine, { arn, name, input });
    const { summary } = running;
    this.#summaries.set(arn, summary);
    await running.started;
    return running;
  }

  /** @param resume with the summary, for one that an earlier process began */
  #begin(
    machine: Machine,
    { arn, name, input }: { arn: string; name: string; input: string },
    resume?: { point: ResumePoint; summary: ExecutionSummary },
  ): Running {
    const { clock, integrations, sandbox, tokens, onDefect } = this.#props;
    const history = this.#files.history(arn);
    const written: Promise<unknown>[] = [];
    const execution = new Execution({
      machine,
      arn,
      name,
      input,
      clock,
      integrations,
      sandbox,
      tokens,
      ...(resume && { resume: resume.point }),
      onEvent: (event) => {
        const appended = history.append(event);
        appended.catch((error: unknown) => {
          onDefect('write history', error);
        });
        if (event.id === 1) written.push(appended);
        machine.log.write(arn, event);
      },
      onDefect: (error) => {
        onDefect(`execution ${name}`, error);
      },
    });
    const summary: ExecutionSummary = resume?.summary ?? {
      arn,
      name,
      machineArn: machine.resource.arn,
      status: 'RUNNING',
      startMs: execution.startMs,
      stopMs: null,
      definitionSha256: definitionSha256(machine),
    };
    if (!resume) written.push(this.#files.writeIndex({ ...summary }));
    const started = Promise.all(written);
    const running: Running = { summary, execution, machine, history, started, settled: this.#settle(execution, summary, history, started) };
    this.#running.set(arn, running);
    return running;
  }

  /** Ends an execution as ABORTED; resolves once that is on disk. One that has ended stays as it is. */
  async stop(summary: ExecutionSummary, error: string | undefined, cause: string | undefined): Promise<void> {
    await this.#resumed;
    const running = this.#running.get(summary.arn);
    running?.execution.stop(error, cause);
    await running?.settled;
  }

  get(arn: string): ExecutionSummary | undefined {
    return this.#summaries.get(arn);
  }

  /** An execution while it is under way; undefined for any other. */
  underWay(arn: string): ExecutionUnderWay | undefined {
    return this.#running.get(arn);
  }

  /** Stops and forgets every execution of a machine. */
  async deleteOf(machineArn: string): Promise<void> {
    for (const summary of this.list(machineArn)) {
      await this.stop(summary, undefined, undefined);
      await this.#files.delete(summary.arn);
      this.#summaries.delete(summary.arn);
    }
  }

  /** Forgets executions that ended 90 days ago, one after the other. */
  async forgetExpired(): Promise<void> {
    const nowMs = this.#props.clock.now();
    for (const summary of [...this.#summaries.values()].filter((candidate) => isExpired(candidate, nowMs))) {
      await this.#files.delete(summary.arn);
      this.#summaries.delete(summary.arn);
    }
  }

  /** The executions of a machine, the latest first. */
  list(machineArn: string): ExecutionSummary[] {
    return [...this.#summaries.values()].filter((summary) => summary.machineArn === machineArn).reverse();
  }

  async history(arn: string): Promise<StoredRecords<HistoryEvent>> {
    return (this.#running.get(arn)?.history ?? this.#files.history(arn)).read();
  }

  async details(summary: ExecutionSummary): Promise<ExecutionDetails> {
    const events = await this.history(summary.arn);
    const started = (events.at(0)?.details ?? {}) as { input?: string };
    const ended = (summary.status === 'RUNNING' ? {} : (events.at(-1)?.details ?? {})) as Omit<ExecutionDetails, 'input'>;
    const { output, error, cause } = ended;
    return {
      input: started.input ?? '{}',
      ...(output !== undefined && { output }),
      // A machine's own time-out is named in its event alone.
      ...(error !== undefined && summary.status !== 'TIMED_OUT' && { error }),
      ...(cause !== undefined && { cause }),
    };
  }

  /** Leaves what runs as it is on disk: RUNNING, to go on at the next start. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { execution } of running) execution.abandon();
    await Promise.all(running.map(({ settled }) => settled));
  }

  async #settle(execution: Execution, summary: ExecutionSummary, history: AppendLog<HistoryEvent>, started: Promise<unknown>): Promise<void> {
    try {
      const end: ExecutionEnd = await execution.ended;
      await Promise.all([started, history.written()]);
      await this.#close(summary, end.status, end.stopMs);
    } catch (error) {
      await started.catch(() => undefined);
      if (!(error instanceof ExecutionAbandoned)) this.#props.onDefect(`execution ${execution.name}`, error);
    } finally {
      this.#running.delete(execution.arn);
    }
  }

  async #resumeOne(summary: ExecutionSummary): Promise<void> {
    const { machineOf, clock } = this.#props;
    const history = this.#files.history(summary.arn);
    const machine = machineOf(summary.machineArn);
    const fate = fateOf(summary, await history.recover(), machine, clock.now());
    switch (fate.kind) {
      case 'ended':
        await this.#close(summary, fate.status, fate.stopMs);
        break;
      case 'resumed':
        this.#begin(fate.machine, { arn: summary.arn, name: summary.name, input: fate.input }, { point: fate.point, summary });
        break;
      case 'failed':
        await history.append(fate.event);
        machine?.log.write(summary.arn, fate.event);
        await this.#close(summary, 'FAILED', fate.event.timestampMs);
    }
  }

  async #close(summary: ExecutionSummary, status: ExecutionEnd['status'], stopMs: number): Promise<void> {
    summary.status = status;
    summary.stopMs = stopMs;
    await this.#files.writeIndex({ ...summary });
  }
}
