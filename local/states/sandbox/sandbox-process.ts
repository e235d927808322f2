import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE_DIR } from '../../compile-cache.ts';
import type { Evaluation } from '../jsonata/evaluation.ts';
import { thrown } from '../jsonata/evaluation.ts';
import { MEMORY_EXCEEDED, TIME_EXCEEDED } from '../jsonata/failure-text.ts';
import type { EvaluationRequest } from './sandbox.ts';

const HEAP_FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=16'];

/** A process that evaluates one expression at a time. It keeps nobody from exiting while it has none. */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  private constructor(child: ChildProcess, exited: Promise<void>) {
    this.#child = child;
    this.#exited = exited;
    child.unref();
    child.channel?.unref();
  }

  /** @throws Error when it does not start */
  static async start(): Promise<SandboxProcess> {
    const child = fork(fileURLToPath(new URL('./sandbox-main.ts', import.meta.url)), [], {
      execArgv: HEAP_FLAGS,
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE_DIR },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
    await new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve);
      // It stays: of whatever goes wrong with a process later, its exit tells.
      child.on('error', reject);
      void exited.then(() => {
        reject(new Error('The process of the sandbox ended before it began.'));
      });
    });
    return new SandboxProcess(child, exited);
  }

  get isAlive(): boolean {
    return this.#child.connected;
  }

  /** Evaluates; an expression that exceeds its bounds ends the process, and fails by that. */
  async run(request: EvaluationRequest, timeLimitMs: number): Promise<Evaluation> {
    const child = this.#child;
    child.ref();
    child.channel?.ref();
    let isTooLate = false;
    const timer = setTimeout(() => {
      isTooLate = true;
      child.kill('SIGKILL');
    }, timeLimitMs);
    try {
      return await new Promise<Evaluation>((resolve) => {
        child.removeAllListeners('message').once('message', (found) => {
          resolve(found as Evaluation);
        });
        void this.#exited.then(() => {
          resolve(thrown(isTooLate ? TIME_EXCEEDED : MEMORY_EXCEEDED));
        });
        child.send(request, () => undefined);
      });
    } finally {
      clearTimeout(timer);
      child.unref();
      child.channel?.unref();
    }
  }

  /** Ends it, whatever it is doing. */
  async end(): Promise<void> {
    // Whoever waits for this must not exit before.
    this.#child.ref();
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
