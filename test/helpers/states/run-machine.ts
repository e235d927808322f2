import type { StateMachineResource } from '../../../local/assembly/assembly.ts';
import type { LambdaInvoker } from '../../../local/lambda/lambda-invoker.ts';
import { FunctionNotFoundError } from '../../../local/lambda/lambda-invoker.ts';
import { parseDefinition } from '../../../local/states/definition/parse-definition.ts';
import type { ExecutionEnd } from '../../../local/states/engine/execution-end.ts';
import { Execution } from '../../../local/states/engine/execution.ts';
import { findResumePoint } from '../../../local/states/engine/resume-point.ts';
import { TaskTokens } from '../../../local/states/engine/task-tokens.ts';
import { ExecutionLog } from '../../../local/states/history/execution-log.ts';
import type { HistoryEvent } from '../../../local/states/history/history-event.ts';
import type { NestedExecutions } from '../../../local/states/integrations/nested-executions.ts';
import { createIntegrations } from '../../../local/states/integrations/create-integrations.ts';
import type { Machine } from '../../../local/states/machines/machine.ts';
import { FakeClock } from './fake-clock.ts';
import { sandboxHere } from './sandbox-here.ts';

/** States of a machine in the JSONata half; the first of them starts. */
export type States = Record<string, Record<string, unknown>>;

/** Functions by name: what they answer, or throw. */
export type Functions = Record<string, (event: unknown) => unknown>;

/** What a function throws to fail with an error type of its own. */
export class FunctionError extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}

export interface MachineRun {
  end: ExecutionEnd;
  events: HistoryEvent[];
  /** Each event as `id<previous type`. */
  history: string[];
  /** The parsed output; undefined when the execution has not succeeded. */
  output: unknown;
  defects: unknown[];
  clock: FakeClock;
}

export function definitionOf(states: States, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...fields };
}

export function machineResource(name: string, definition: unknown, overrides: Partial<StateMachineResource> = {}): StateMachineResource {
  return {
    name,
    arn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
    type: 'STANDARD',
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
    roleArn: 'arn:aws:iam::000000000000:role/machine',
    logging: { level: 'OFF', includeExecutionData: true, logGroupName: null },
    tracingEnabled: false,
    ...overrides,
  };
}

/** A stand-in for Lambda that runs plain functions by name. */
export function lambdaOf(functions: Functions): LambdaInvoker {
  return {
    invoke: async (functionName, payload) => {
      const run = functions[functionName.split(':').at(-1) ?? ''];
      if (!run) throw new FunctionNotFoundError(functionName);
      try {
        return { payload: JSON.stringify((await run(JSON.parse(payload))) ?? null), functionError: null, requestId: 'request-1' };
      } catch (error) {
        const { name, message } = error as Error;
        return { payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }), functionError: 'Unhandled', requestId: 'request-1' };
      }
    },
  };
}

export interface RunOptions {
  input?: unknown;
  functions?: Functions;
  /** Instead of the functions. */
  lambda?: LambdaInvoker;
  clock?: FakeClock;
  /** What `states:startExecution` starts. */
  executions?: NestedExecutions;
  tokens?: TaskTokens;
  type?: 'EXPRESS' | 'STANDARD';
  /** The events of an earlier process: the execution goes on after them. */
  earlier?: readonly HistoryEvent[];
  /** Told of the execution before its first state is entered. */
  onStarted?: (execution: Execution) => void;
  /** Told of every event as it is recorded. */
  onEvent?: (event: HistoryEvent, execution: Execution) => void;
}

const NO_EXECUTIONS: NestedExecutions = { start: () => Promise.reject(new Error('No execution starts another here.')) };

/** Runs a machine to its end, jumping over whatever time it waits. */
export async function runMachine(definition: Record<string, unknown>, options: RunOptions = {}): Promise<MachineRun> {
  const clock = options.clock ?? new FakeClock();
  const integrations = createIntegrations({ lambda: options.lambda ?? lambdaOf(options.functions ?? {}), endpointUrl: () => 'http://127.0.0.1:9', executions: () => options.executions ?? NO_EXECUTIONS });
  const tokens = options.tokens ?? new TaskTokens();
  const resource = machineResource('machine', definition, { type: options.type ?? 'STANDARD' });
  const parsed = parseDefinition(resource.definition, { isServed: (arn) => integrations.has(arn), machineType: resource.type });
  const machine: Machine = { resource, ...parsed, log: new ExecutionLog(resource, { put: () => undefined }), createdMs: clock.now(), updatedMs: clock.now(), revisionId: null, tags: {}, status: 'ACTIVE', isDeployed: true };
  const events: HistoryEvent[] = [...(options.earlier ?? [])];
  const resume = options.earlier && findResumePoint(options.earlier, parsed.definition);
  if (resume === null) throw new Error('The execution cannot go on.');
  const defects: unknown[] = [];
  const execution: Execution = new Execution({
    machine,
    arn: 'arn:aws:states:us-east-1:000000000000:execution:machine:run',
    name: 'run',
    input: JSON.stringify(options.input ?? {}),
    clock,
    integrations,
    sandbox: sandboxHere,
    tokens,
    ...(resume && { resume }),
    onEvent: (event) => {
      events.push(event);
      if (event.id > 1) options.onEvent?.(event, execution);
    },
    onDefect: (error) => defects.push(error),
  });
  options.onStarted?.(execution);
  const end = await clock.drive(execution.ended);
  return {
    end,
    events,
    history: events.map((event) => `${event.id}<${event.previousEventId} ${event.type}`),
    output: end.output === undefined ? undefined : (JSON.parse(end.output) as unknown),
    defects,
    clock,
  };
}
