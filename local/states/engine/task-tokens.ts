import { randomUUID } from 'node:crypto';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import type { Json } from '../json.ts';

/** A task that waits for somebody to return its token. */
interface WaitingTask {
  succeed: (output: Json) => void;
  fail: (error: Error) => void;
  onHeartbeat: () => void;
}

/** How a task that waits with a token ends. */
export interface TaskCallback {
  token: string;
  result: Promise<Json>;
  /** From now on the token is good for nothing. */
  release: () => void;
}

/** The tokens of `.waitForTaskToken`. They live as long as their tasks, in this process. */
export class TaskTokens {
  readonly #waiting = new Map<string, WaitingTask>();

  /** @param onHeartbeat told of every heartbeat */
  create(onHeartbeat: () => void): TaskCallback {
    const token = Buffer.from(`${randomUUID()}/${randomUUID()}`).toString('base64');
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    // Whether anybody waits for it already does not matter: the token may come back before the call has answered.
    promise.catch(() => undefined);
    this.#waiting.set(token, { succeed: resolve, fail: reject, onHeartbeat });
    return { token, result: promise, release: () => this.#waiting.delete(token) };
  }

  /** False when no task waits with the token. */
  succeed(token: string, output: Json): boolean {
    return this.#take(token, (task) => {
      task.succeed(output);
    });
  }

  /** False when no task waits with the token. */
  fail(token: string, error: string | null, causeText: string | null): boolean {
    return this.#take(token, (task) => {
      task.fail(new TaskFailedError(error, causeText));
    });
  }

  /** False when no task waits with the token. */
  heartbeat(token: string): boolean {
    const task = this.#waiting.get(token);
    task?.onHeartbeat();
    return task !== undefined;
  }

  #take(token: string, end: (task: WaitingTask) => void): boolean {
    const task = this.#waiting.get(token);
    if (!task) return false;
    this.#waiting.delete(token);
    end(task);
    return true;
  }
}

/** Whether a text has the form of a token, of this process or an earlier one. */
export function isTaskToken(text: string): boolean {
  return /^[\da-f-]{36}\/[\da-f-]{36}$/.test(Buffer.from(text, 'base64').toString('latin1'));
}
