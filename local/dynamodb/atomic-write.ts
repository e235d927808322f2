import type { BatchOperation, Item, Store, SubStore } from './dynalite.ts';

/**
 * A view of the store for one PutItem, UpdateItem or DeleteItem, which dynalite writes as its index entries one by one and then
 * the item: killed in between, an index would list for ever what was never written. Here all of them go into one LevelDB batch.
 */
export function createAtomicWrite(store: Store): { store: Store; existingItem(): Item | undefined } {
  const batch: BatchOperation[] = [];
  let existing: Item | undefined;

  const indexView = (prefix: string): Pick<SubStore, 'put' | 'del'> => ({
    put: (key, value, done) => {
      batch.push({ type: 'put', key: prefix + key, value });
      done(null);
    },
    del: (key, done) => {
      batch.push({ type: 'del', key: prefix + key });
      done(null);
    },
  });

  const itemView = (items: SubStore, prefix: string): SubStore => ({
    lock: items.lock,
    get: (key, done) => {
      items.get(key, (error, item) => {
        existing = item;
        done(error, item);
      });
    },
    put: (key, value, done) => {
      store.db.batch([...batch, { type: 'put', key: prefix + key, value }], done);
    },
    del: (key, done) => {
      store.db.batch([...batch, { type: 'del', key: prefix + key }], done);
    },
  });

  return {
    // The prefixes are those of dynalite/db/index.js.
    store: {
      ...store,
      getItemDb: (table) => itemView(store.getItemDb(table), `item-${table}~`),
      getIndexDb: (type, table, index) => indexView(`index-${type.toLowerCase()}~${table}~${index}~`) as SubStore,
    },
    /** The item as the write found it, under the item's lock. */
    existingItem: () => existing,
  };
}
