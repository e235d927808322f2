import { describe, expect, it } from '@jest/globals';
import type { Item, SubStore } from '../../../local/dynamodb/dynalite.ts';
import { cacheTables } from '../../../local/dynamodb/table-cache.ts';

/** A store whose reads and writes end when the test says so, each with what there was when it began. */
function createSlowStore() {
  const tables = new Map<string, Item>([['Verdicts', { TableStatus: 'CREATING' }]]);
  const ends: (() => void)[] = [];
  let reads = 0;
  const store = {
    get: (name, done) => {
      reads += 1;
      const found = tables.get(name);
      ends.push(() => { done(null, found); });
    },
    put: (name, table, done) => {
      tables.set(name, table);
      ends.push(() => { done(null); });
    },
    del: (name, done) => {
      tables.delete(name);
      ends.push(() => { done(null); });
    },
    lock: null,
  } satisfies SubStore as SubStore;
  cacheTables(store);
  return { store, endNext: () => ends.shift()?.(), reads: () => reads };
}

const get = async (store: SubStore): Promise<Item | undefined> => new Promise((resolve) => { store.get('Verdicts', (_, table) => { resolve(table); }); });

describe('the definitions of tables', () => {
  it('are read once, and given to each reader as an object of its own', async () => {
    const { store, endNext, reads } = createSlowStore();
    const first = get(store);
    endNext();
    const table = (await first) ?? {};
    table.TableStatus = 'changed by its reader';
    expect([await get(store), reads()]).toEqual([{ TableStatus: 'CREATING' }, 1]);
  });

  it('are read again once they are written, also where a read began before and ended after', async () => {
    const { store, endNext } = createSlowStore();
    const early = get(store);
    const written = new Promise<unknown>((resolve) => { store.put('Verdicts', { TableStatus: 'ACTIVE' }, resolve); });
    endNext();
    endNext();
    await Promise.all([early, written]);
    const late = get(store);
    endNext();
    expect(await late).toEqual({ TableStatus: 'ACTIVE' });
  });
});
