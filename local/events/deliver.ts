import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { RuleResource, RuleTarget } from '../assembly/assembly.ts';
import type { LambdaInvoker } from '../lambda/lambda-invoker.ts';
import type { Clock } from '../states/clock.ts';
import { untilAborted } from '../states/engine/until-aborted.ts';
import type { AwsEvent } from './aws-event.ts';
import { targetInput } from './target-input.ts';

/** Between one try and the next; AWS waits one and two minutes, which nobody sits out on one machine. */
const RETRY_DELAYS_MS = [5_000, 30_000];

/** A function answered with an error; what it said may hold data, so only its kind is told. */
export class TargetFailedError extends Error {
  override readonly name = 'TargetFailedError';
}

export interface DeliveryProps {
  lambda: LambdaInvoker;
  stepFunctions: SFNClient;
  clock: Clock;
  /** Told of deliveries that failed for good. */
  onDefect: (operation: string, error: unknown) => void;
}

/**
 * Hands an event to a target, and again twice when that fails. A function has it when it has answered, a state machine when an execution of the
 * event's own name has started.
 *
 * @returns whether the target has it
 * @throws the signal's reason when it is aborted
 */
export async function deliver(props: DeliveryProps, rule: RuleResource, target: RuleTarget, event: AwsEvent, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await untilAborted(send(props, target, event), signal);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      const delayMs = RETRY_DELAYS_MS[attempt];
      if (delayMs === undefined) {
        props.onDefect(`events: ${rule.name} did not reach ${target.arn}`, error);
        return false;
      }
      await props.clock.sleep(delayMs, signal);
    }
  }
}

async function send({ lambda, stepFunctions }: DeliveryProps, { kind, arn, input }: RuleTarget, event: AwsEvent): Promise<void> {
  const text = targetInput(input, event);
  if (kind === 'function') {
    const { functionError, payload } = await lambda.invoke(arn, text);
    if (functionError !== null) throw new TargetFailedError(`The function failed with ${errorTypeOf(payload)}.`);
    return;
  }
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: arn, name: event.id, input: text }));
  } catch (error) {
    // Announced before, and the execution has ended since.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

function errorTypeOf(payload: string): string {
  const { errorType } = JSON.parse(payload) as { errorType?: unknown };
  return typeof errorType === 'string' ? errorType : 'an error';
}
