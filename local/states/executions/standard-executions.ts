import type { Clock } from '../clock.ts';
import { Execution } from '../engine/execution.ts';
import type { ExecutionEnd } from '../engine/execution-end.ts';
import { ExecutionAbandoned } from '../engine/execution-cut.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import type { TaskTokens } from '../engine/task-tokens.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Machine } from '../machines/machine.ts';
import type { AppendLog } from './append-log.ts';
import { standardExecutionArn } from './execution-arn.ts';
import { ExecutionFiles } from './execution-files.ts';
import type { ExecutionDetails, ExecutionSummary } from './execution-summary.ts';

export interface StandardExecutionsProps {
  dataDir: string;
  machineOf: (arn: string) => Machine | undefined;
  clock: Clock;
  integrations: Integrations;
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
  /** Resolves when the end is on disk, or this process ends. */
  settled: Promise<void>;
}

/**
 * Standard executions: their histories and states survive the process.
 *
 * An execution cannot go on in another process, for nobody knows whether a task that was under way has happened. One that was RUNNING when its
 * process ended, however it ended, is FAILED at the next start with `States.Runtime` and a cause that says so; its last event is an ExecutionFailed
 * of the moment of that start.
 */
export class StandardExecutions {
  readonly #props: StandardExecutionsProps;
  readonly #files: ExecutionFiles;
  readonly #summaries = new Map<string, ExecutionSummary>();
  readonly #running = new Map<string, Running>();

  private constructor(props: StandardExecutionsProps, files: ExecutionFiles) {
    this.#props = props;
    this.#files = files;
  }

  static async open(props: StandardExecutionsProps): Promise<StandardExecutions> {
    const { files, executions } = await ExecutionFiles.open(props.dataDir, props.clock.now());
    const opened = new StandardExecutions(props, files);
    for (const summary of executions) {
      opened.#summaries.set(summary.arn, summary);
      if (summary.status === 'RUNNING') await opened.#failInterrupted(summary);
    }
    return opened;
  }

  /** Resolves once the execution is on disk. The name must be free. */
  async start(machine: Machine, name: string, input: string): Promise<ExecutionUnderWay> {
    const arn = standardExecutionArn(machine.resource.name, name);
    const history = this.#files.history(arn);
    const events: Promise<void>[] = [];
    const execution = new Execution({
      machine,
      arn,
      name,
      input,
      clock: this.#props.clock,
      integrations: this.#props.integrations,
      tokens: this.#props.tokens,
      onEvent: (event) => {
        const written = history.append(event);
        written.catch((error: unknown) => {
          this.#props.onDefect('write history', error);
        });
        if (event.id === 1) events.push(written);
        machine.log.write(arn, event);
      },
      onDefect: (error) => {
        this.#props.onDefect(`execution ${name}`, error);
      },
    });
    const summary: ExecutionSummary = { arn, name, machineArn: machine.resource.arn, status: 'RUNNING', startMs: execution.startMs, stopMs: null };
    this.#summaries.set(arn, summary);
    const started = Promise.all([...events, this.#files.writeIndex({ ...summary })]);
    const running: Running = { summary, execution, machine, history, settled: this.#settle(execution, summary, history, started) };
    this.#running.set(arn, running);
    await started;
    return running;
  }

  /** Ends an execution as ABORTED; resolves once that is on disk. One that has ended stays as it is. */
  async stop(summary: ExecutionSummary, error: string | undefined, cause: string | undefined): Promise<void> {
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

  /** The executions of a machine, the latest first. */
  list(machineArn: string): ExecutionSummary[] {
    return [...this.#summaries.values()].filter((summary) => summary.machineArn === machineArn).reverse();
  }

  async history(arn: string): Promise<HistoryEvent[]> {
    return (this.#running.get(arn)?.history ?? this.#files.history(arn)).read();
  }

  async details(summary: ExecutionSummary): Promise<ExecutionDetails> {
    const events = await this.history(summary.arn);
    const started = (events[0]?.details ?? {}) as { input?: string };
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

  /** Leaves what runs as it is on disk: RUNNING, to be failed at the next start. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { execution } of running) execution.abandon();
    await Promise.all(running.map(({ settled }) => settled));
  }

  async #settle(execution: Execution, summary: ExecutionSummary, history: AppendLog<HistoryEvent>, started: Promise<unknown>): Promise<void> {
    try {
      const end: ExecutionEnd = await execution.ended;
      await Promise.all([started, history.read()]);
      summary.status = end.status;
      summary.stopMs = end.stopMs;
      await this.#files.writeIndex({ ...summary });
    } catch (error) {
      await started.catch(() => undefined);
      if (!(error instanceof ExecutionAbandoned)) this.#props.onDefect(`execution ${execution.name}`, error);
    } finally {
      this.#running.delete(execution.arn);
    }
  }

  async #failInterrupted(summary: ExecutionSummary): Promise<void> {
    const history = this.#files.history(summary.arn);
    const events = await history.recover();
    const last = events.at(-1);
    const nowMs = this.#props.clock.now();
    const endedBefore = last !== undefined && END_STATUS[last.type];
    if (endedBefore) {
      summary.status = endedBefore;
      summary.stopMs = last.timestampMs;
    } else {
      const event: HistoryEvent = {
        id: (last?.id ?? 0) + 1,
        previousEventId: last?.id ?? 0,
        timestampMs: nowMs,
        type: 'ExecutionFailed',
        details: { error: 'States.Runtime', cause: INTERRUPTED },
      };
      await history.append(event);
      this.#props.machineOf(summary.machineArn)?.log.write(summary.arn, event);
      summary.status = 'FAILED';
      summary.stopMs = nowMs;
    }
    await this.#files.writeIndex({ ...summary });
  }
}

const INTERRUPTED = 'The process that ran this execution was stopped before the execution ended.';

const END_STATUS: Readonly<Record<string, ExecutionEnd['status'] | undefined>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};
