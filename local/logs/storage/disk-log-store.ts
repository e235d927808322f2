import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogGroupResource } from '../../assembly/assembly.ts';
import type { LogEvent, LogStore } from '../log-store.ts';
import { LogGroup } from './log-group.ts';

const HOUR_MS = 3_600_000;

export interface DiskLogStoreProps {
  groups: readonly LogGroupResource[];
  dataDir: string;
  onDefect: (operation: string, error: unknown) => void;
  /** The system's, unless a test brings its own. */
  now?: () => number;
}

/** The log groups of one machine, on disk. */
export class DiskLogStore implements LogStore {
  readonly #props: DiskLogStoreProps;
  readonly #groups = new Map<string, LogGroup>();
  /** Groups being created, with what came in for them meanwhile. */
  readonly #creating = new Map<string, Promise<LogGroup>>();
  readonly #unsettled = new Set<Promise<void>>();
  readonly now: () => number;
  #housekeeping: NodeJS.Timeout | null = null;

  private constructor(props: DiskLogStoreProps) {
    this.#props = props;
    this.now = props.now ?? Date.now;
  }

  /** Opens what is on disk, and adds the groups that are not there yet. */
  static async open(props: DiskLogStoreProps): Promise<DiskLogStore> {
    const store = new DiskLogStore(props);
    await mkdir(props.dataDir, { recursive: true });
    for (const entry of await readdir(props.dataDir, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      try {
        const group = await LogGroup.open(join(props.dataDir, entry.name));
        store.#groups.set(group.settings.name, group);
      } catch (error) {
        props.onDefect(`open log group ${entry.name}`, error);
      }
    }
    for (const { name, retentionInDays } of props.groups) await (await store.group(name, retentionInDays)).setRetention(retentionInDays);
    await store.#keepHouse();
    store.#housekeeping = setInterval(() => {
      store.#keepHouse().catch((error: unknown) => {
        props.onDefect('keep the logs', error);
      });
    }, HOUR_MS).unref();
    return store;
  }

  get groups(): readonly LogGroup[] {
    return [...this.#groups.values()];
  }

  find(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** The group, created when there is none. */
  async group(name: string, retentionInDays: number | null = null): Promise<LogGroup> {
    const known = this.#groups.get(name);
    if (known) return known;
    const creating = this.#creating.get(name) ?? this.#create(name, retentionInDays);
    this.#creating.set(name, creating);
    return creating;
  }

  put(groupName: string, streamName: string, events: readonly LogEvent[]): void {
    const known = this.#groups.get(groupName);
    if (known) {
      this.#accept(known, streamName, events);
      return;
    }
    const accepted = this.group(groupName).then(
      (group) => {
        this.#accept(group, streamName, events);
      },
      (error: unknown) => {
        this.#props.onDefect('put log events', error);
      },
    );
    this.#track(accepted);
  }

  async close(): Promise<void> {
    if (this.#housekeeping) clearInterval(this.#housekeeping);
    while (this.#unsettled.size > 0) await Promise.all(this.#unsettled);
    for (const group of this.#groups.values()) {
      await group.flush();
      await group.saveStreams(this.now());
    }
  }

  #accept(group: LogGroup, streamName: string, events: readonly LogEvent[]): void {
    try {
      group.put(streamName, events, this.now());
    } catch (error) {
      this.#props.onDefect('put log events', error);
    }
    this.#track(
      group.flush().catch((error: unknown) => {
        this.#props.onDefect('write log events', error);
      }),
    );
  }

  #track(work: Promise<void>): void {
    this.#unsettled.add(work);
    void work.finally(() => this.#unsettled.delete(work));
  }

  async #create(name: string, retentionInDays: number | null): Promise<LogGroup> {
    // Names hold slashes and may be too long for a file's name.
    const dir = join(this.#props.dataDir, createHash('sha256').update(name).digest('hex').slice(0, 32));
    try {
      const group = await LogGroup.create(dir, { name, createdMs: this.now(), retentionInDays });
      this.#groups.set(name, group);
      return group;
    } finally {
      this.#creating.delete(name);
    }
  }

  async #keepHouse(): Promise<void> {
    for (const group of this.#groups.values()) {
      await group.flush();
      await group.dropExpired(this.now());
      await group.saveStreams(this.now());
    }
  }
}
