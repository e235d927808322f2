import type { Clock } from '../clock.ts';
import { Execution } from '../engine/execution.ts';
import type { TaskTokens } from '../engine/task-tokens.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Machine } from '../machines/machine.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { expressExecutionArn } from './execution-arn.ts';

export interface ExpressExecutionsProps {
  clock: Clock;
  integrations: Integrations;
  sandbox: Sandbox;
  tokens: TaskTokens;
  onDefect: (operation: string, error: unknown) => void;
}

/** Express executions: nothing is kept of them but what their machine logs. */
export class ExpressExecutions {
  readonly #props: ExpressExecutionsProps;
  readonly #running = new Set<Execution>();

  constructor(props: ExpressExecutionsProps) {
    this.#props = props;
  }

  start(machine: Machine, name: string, input: string): Execution {
    const arn = expressExecutionArn(machine.resource.name, name);
    const execution = new Execution({
      machine,
      arn,
      name,
      input,
      clock: this.#props.clock,
      integrations: this.#props.integrations,
      sandbox: this.#props.sandbox,
      tokens: this.#props.tokens,
      onEvent: (event) => {
        machine.log.write(arn, event);
      },
      onDefect: (error) => {
        this.#props.onDefect(`execution ${name}`, error);
      },
    });
    this.#running.add(execution);
    const forget = (): void => {
      this.#running.delete(execution);
    };
    execution.ended.then(forget, forget);
    return execution;
  }

  /** Ends what runs; those who wait for it are told that this process ends. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const execution of running) execution.abandon();
    await Promise.allSettled(running.map((execution) => execution.ended));
  }
}
