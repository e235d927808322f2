import { randomBytes } from 'node:crypto';
import type { StateMachineResource } from '../../assembly/assembly.ts';
import type { LogStore } from '../../logs/log-store.ts';
import type { HistoryEvent } from './history-event.ts';
import { isLogged } from './log-level.ts';
import { logMessage } from './log-message.ts';

const HOUR_MS = 3_600_000;

/** Writes the events of a machine's executions to its log group, by the machine's settings. */
export class ExecutionLog {
  readonly #machine: StateMachineResource;
  readonly #logs: LogStore;
  #stream = { hour: -1, name: '' };

  constructor(machine: StateMachineResource, logs: LogStore) {
    this.#machine = machine;
    this.#logs = logs;
  }

  write(executionArn: string, event: HistoryEvent): void {
    const { level, includeExecutionData, logGroupName } = this.#machine.logging;
    if (logGroupName === null || !isLogged(event.type, level)) return;
    const message = logMessage(event, executionArn, includeExecutionData);
    this.#logs.put(logGroupName, this.#streamName(event.timestampMs), [{ timestampMs: event.timestampMs, message }]);
  }

  /** `states/<machine>/<yyyy-mm-dd-hh-mm>/<hash>`, a new one every hour. */
  #streamName(timestampMs: number): string {
    const hour = Math.floor(timestampMs / HOUR_MS);
    if (hour !== this.#stream.hour) {
      const minute = new Date(timestampMs).toISOString().slice(0, 16).replace(/[T:]/g, '-');
      this.#stream = { hour, name: `states/${this.#machine.name}/${minute}/${randomBytes(4).toString('hex')}` };
    }
    return this.#stream.name;
  }
}
