import { randomUUID } from 'node:crypto';
import { createBreather } from '../engine/breathe.ts';
import { catchError } from '../engine/catch-error.ts';
import { ExecutionTimedOut } from '../engine/execution-cut.ts';
import { Frame } from '../engine/frame.ts';
import type { Inspection } from '../engine/inspection.ts';
import { leaveState } from '../engine/leave-state.ts';
import type { RetryDecision } from '../engine/retry-policy.ts';
import { RetryPolicy } from '../engine/retry-policy.ts';
import { catchersOf, enterState, retriersOf } from '../engine/run-state.ts';
import { StateRun } from '../engine/state-run.ts';
import { TaskTokens } from '../engine/task-tokens.ts';
import { TimeLimit } from '../engine/time-limit.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { StatesError } from '../errors/states-error.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { expressExecutionArn } from '../executions/execution-arn.ts';
import { History } from '../history/history.ts';
import type { Json, JsonObject } from '../json.ts';
import { machineArn } from '../machines/machine-arn.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { runByType } from '../state-types/run-by-type.ts';
import type { Mock, TestRequest } from './test-request.ts';

/** A test may run for five minutes. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
const MAX_SECONDS = 300;

type Services = Pick<OperationContext, 'clock' | 'integrations' | 'sandbox' | 'onDefect'>;

/** What one attempt at a state came to. */
export interface Attempt {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output: Json | undefined;
  next: string | null;
  error: StatesError | null;
  retry: RetryDecision | null;
  catcherIndex: number | null;
  /** Those given and those assigned. */
  variables: Readonly<Record<string, Json>>;
  inspection: Inspection;
}

/** Carries one state out once: no retry is waited for, and nothing is recorded. */
export async function tryState(request: TestRequest, services: Services): Promise<Attempt> {
  const { state, stateName } = request;
  const inspection: Inspection = {};
  const limit = new TimeLimit(services.clock, new AbortController().signal);
  limit.after(MAX_SECONDS, () => new ExecutionTimedOut());
  const frame = frameFor(request, services, limit.signal, inspection);
  const run = new StateRun(enterState(frame, stateName, state, JSON.parse(request.input) as Json), request.retriesBefore);
  const attempt: Attempt = { status: 'SUCCEEDED', output: undefined, next: null, error: null, retry: null, catcherIndex: null, variables: frame.variables, inspection };
  try {
    const { output, next } = await leaveState(run, await runByType(state, run));
    return { ...attempt, output, next, variables: frame.variables };
  } catch (thrown) {
    return await failed(attempt, request, run, toStatesError(thrown, services.onDefect));
  } finally {
    limit.end();
  }
}

async function failed(attempt: Attempt, { state, retriesBefore }: TestRequest, run: StateRun, error: StatesError): Promise<Attempt> {
  const { clock } = run.frame.scope;
  const retry = new RetryPolicy({ retriers: retriersOf(state), random: () => clock.random(), attemptsBefore: retriesBefore }).next(error);
  if (retry) return { ...attempt, status: 'RETRIABLE', error, retry };
  const caught = catchError(catchersOf(state), error);
  if (!caught) return { ...attempt, status: 'FAILED', error };
  try {
    const { output, next } = await leaveState(run, caught.outcome);
    return { ...attempt, status: 'CAUGHT_ERROR', error, output, next, catcherIndex: caught.catcherIndex, variables: run.frame.variables };
  } catch (thrown) {
    if (thrown instanceof StatesError) return { ...attempt, status: 'FAILED', error: thrown };
    throw thrown;
  }
}

function toStatesError(thrown: unknown, onDefect: OperationContext['onDefect']): StatesError {
  if (thrown instanceof StatesError) return thrown;
  if (thrown instanceof ExecutionTimedOut) return new TimeoutError();
  onDefect('TestState', thrown);
  return new RuntimeError('An internal error occurred.', { cause: thrown });
}

function frameFor(
  { machineLanguage, expressions, variables, context, mock, input, roleArn }: TestRequest,
  { clock, integrations, sandbox, onDefect }: Services,
  signal: AbortSignal,
  inspection: Inspection,
): Frame {
  const history = new History({ maxEvents: null, now: () => clock.now(), onEvent: () => undefined });
  return new Frame({
    scope: {
      history,
      clock,
      expressions,
      sandbox,
      integrations,
      tokens: new TaskTokens(),
      language: machineLanguage,
      context: context ?? madeUpContext(input, roleArn, clock.now()),
      breathe: createBreather(),
      mock: mock && (() => answerOf(mock)),
      onInspected: (data) => Object.assign(inspection, data),
      onDefect: (error) => {
        onDefect('TestState', error);
      },
    },
    signal,
    previousEventId: 0,
    variables,
    map: null,
    isBranch: false,
  });
}

function answerOf(mock: Mock): Promise<Json> {
  return 'result' in mock ? Promise.resolve(mock.result) : Promise.reject(new TaskFailedError(mock.error, mock.cause));
}

function madeUpContext(input: string, roleArn: string | null, nowMs: number): JsonObject {
  const machineName = `TestState-${randomUUID()}`;
  const name = randomUUID();
  return {
    Execution: { Id: expressExecutionArn(machineName, name), Input: JSON.parse(input) as Json, Name: name, RoleArn: roleArn, StartTime: new Date(nowMs).toISOString() },
    StateMachine: { Id: machineArn(machineName), Name: machineName },
  };
}
