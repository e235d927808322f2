import type { Clock } from '../clock.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { StatesError } from '../errors/states-error.ts';
import type { EventDetails, HistoryEvent } from '../history/history-event.ts';
import { NOT_TRUNCATED } from '../history/history-event.ts';
import { History, MAX_STANDARD_EVENTS } from '../history/history.ts';
import type { Integrations } from '../integrations/integration.ts';
import { errorDetails } from '../integrations/task-events.ts';
import type { Json } from '../json.ts';
import type { Machine } from '../machines/machine.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createBreather } from './breathe.ts';
import type { ExecutionEnd } from './execution-end.ts';
import { ExecutionAbandoned, ExecutionStopped, ExecutionTimedOut } from './execution-cut.ts';
import { Frame } from './frame.ts';
import type { ResumePoint } from './resume-point.ts';
import { runBranch } from './run-branch.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Express executions run for five minutes at the most. Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_EXPRESS_SECONDS = 300;

export interface ExecutionProps {
  machine: Machine;
  arn: string;
  name: string;
  /** JSON text. */
  input: string;
  clock: Clock;
  integrations: Integrations;
  sandbox: Sandbox;
  tokens: TaskTokens;
  /** Where it stood when an earlier process ended. */
  resume?: ResumePoint;
  onEvent: (event: HistoryEvent) => void;
  onDefect: (error: unknown) => void;
}

/** An execution under way. */
export class Execution {
  readonly arn: string;
  readonly name: string;
  readonly input: string;
  readonly startMs: number;
  /** Rejects with ExecutionAbandoned when this process ends first. */
  readonly ended: Promise<ExecutionEnd>;
  readonly #props: ExecutionProps;
  /** The input, parsed: for the first state and the context object. No state changes what it is given. */
  readonly #data: Json;
  readonly #history: History;
  readonly #cut = new AbortController();

  /** Starts at once: ExecutionStarted is recorded before the constructor returns, unless it was by an earlier process. */
  constructor(props: ExecutionProps) {
    this.#props = props;
    this.arn = props.arn;
    this.name = props.name;
    this.input = props.input;
    this.#data = JSON.parse(props.input) as Json;
    this.startMs = props.resume?.startMs ?? props.clock.now();
    const maxEvents = props.machine.resource.type === 'STANDARD' ? MAX_STANDARD_EVENTS : null;
    this.#history = new History({ maxEvents, lastEventId: props.resume?.lastEventId ?? 0, now: () => props.clock.now(), onEvent: props.onEvent });
    if (!props.resume) this.#history.add(0, 'ExecutionStarted', { input: props.input, inputDetails: NOT_TRUNCATED, roleArn: props.machine.resource.roleArn });
    this.ended = this.#run();
  }

  /** Ends it as ABORTED, unless it has ended already. */
  stop(error: string | undefined, cause: string | undefined): void {
    this.#cut.abort(new ExecutionStopped(error, cause));
  }

  /** Ends it without a trace, for this process ends. */
  abandon(): void {
    this.#cut.abort(new ExecutionAbandoned());
  }

  async #run(): Promise<ExecutionEnd> {
    const { machine, clock, resume = null } = this.#props;
    const finished = new AbortController();
    const limitSeconds = timeLimitSeconds(machine);
    if (limitSeconds !== null) {
      clock.sleep(this.startMs + limitSeconds * 1000 - clock.now(), finished.signal).then(
        () => {
          this.#cut.abort(new ExecutionTimedOut());
        },
        () => undefined,
      );
    }
    const frame = this.#rootFrame();
    try {
      // The caller has the execution before its first state is entered.
      await Promise.resolve();
      const output = JSON.stringify(await runBranch(frame, machine.definition, this.#data, resume));
      this.#cut.signal.throwIfAborted();
      return this.#end('SUCCEEDED', frame.previousEventId, { output, outputDetails: NOT_TRUNCATED });
    } catch (thrown) {
      return this.#fail(frame, this.#cut.signal.aborted ? this.#cut.signal.reason : thrown);
    } finally {
      finished.abort(FINISHED);
    }
  }

  #fail(frame: Frame, reason: unknown): ExecutionEnd {
    if (reason instanceof ExecutionAbandoned) throw reason;
    if (reason instanceof ExecutionTimedOut) return this.#end('TIMED_OUT', 0, { error: 'States.Timeout' });
    if (reason instanceof ExecutionStopped) {
      const { error, causeText: cause } = reason;
      return this.#end('ABORTED', 0, { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
    }
    if (reason instanceof StatesError) return this.#end('FAILED', frame.previousEventId, errorDetails(reason));
    this.#props.onDefect(reason);
    return this.#end('FAILED', frame.previousEventId, errorDetails(new RuntimeError('An internal error occurred.', { cause: reason })));
  }

  #end(status: ExecutionEnd['status'], previousEventId: number, details: EventDetails): ExecutionEnd {
    this.#history.end(previousEventId, END_EVENTS[status], details);
    const { output, error, cause } = details as Record<string, string | undefined>;
    return {
      status,
      stopMs: this.#props.clock.now(),
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
  }

  #rootFrame(): Frame {
    const { machine, clock, integrations, sandbox, tokens, resume, onDefect } = this.#props;
    const { resource, definition, expressions } = machine;
    const context = {
      Execution: {
        Id: this.arn,
        Input: this.#data,
        Name: this.name,
        RoleArn: resource.roleArn,
        StartTime: new Date(this.startMs).toISOString(),
      },
      StateMachine: { Id: resource.arn, Name: resource.name },
    };
    return new Frame({
      scope: {
        history: this.#history,
        clock,
        expressions,
        sandbox,
        integrations,
        tokens,
        language: definition.QueryLanguage ?? 'JSONPath',
        context,
        breathe: createBreather(),
        mock: null,
        onInspected: null,
        onDefect,
      },
      signal: this.#cut.signal,
      // AWS has the first state follow nothing.
      previousEventId: resume?.previousEventId ?? 0,
      variables: resume?.variables ?? {},
      map: null,
      isBranch: false,
    });
  }
}

/** One for all: an abort without a reason makes a new error with a stack each time. */
const FINISHED = new Error('The execution has ended.');

const END_EVENTS: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

function timeLimitSeconds(machine: Machine): number | null {
  const seconds = machine.definition.TimeoutSeconds ?? null;
  return machine.resource.type === 'EXPRESS' ? Math.min(seconds ?? MAX_EXPRESS_SECONDS, MAX_EXPRESS_SECONDS) : seconds;
}
