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
  readonly now: () => number;
  #housekeeping: NodeJS.Timeout | null = null;
  readonly #onLost = (error: unknown): void => {
    this.#props.onDefect('write log events', error);
  };

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
        const group = await LogGroup.open(join(props.dataDir, entry.name), store.#onLost);
        store.#groups.set(group.settings.name, group);
      } catch (error) {
        props.onDefect(`open log group ${entry.name}`, error);
      }
    }
    for (const { name, retentionInDays } of props.groups) await store.group(name, retentionInDays).setRetention(retentionInDays);
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
  group(name: string, retentionInDays: number | null = null): LogGroup {
    const known = this.#groups.get(name);
    if (known) return known;
    // Names hold slashes and may be too long for a file's name.
    const dir = join(this.#props.dataDir, createHash('sha256').update(name).digest('hex').slice(0, 32));
    const group = LogGroup.create(dir, { name, createdMs: this.now(), retentionInDays }, this.#onLost);
    this.#groups.set(name, group);
    return group;
  }

  put(groupName: string, streamName: string, events: readonly LogEvent[]): void {
    const group = this.group(groupName);
    group.put(streamName, events, this.now());
    // The group has told what is lost.
    group.flush().catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.#housekeeping) clearInterval(this.#housekeeping);
    for (const group of this.#groups.values()) {
      await group.flush();
      await group.saveStreams(this.now());
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
