import type { SubStore } from './dynalite.ts';

/**
 * Keeps the definitions of tables in memory. dynalite reads that of its table for every operation, and for every item of a batch. Each reader gets
 * an object of its own, for dynalite writes into them.
 */
export function cacheTables(tableDb: SubStore): void {
  const { get, put, del } = { get: tableDb.get.bind(tableDb), put: tableDb.put.bind(tableDb), del: tableDb.del.bind(tableDb) };
  const known = new Map<string, string>();
  /** Counts the beginnings and ends of writes: what was read while it moved may be of before. */
  let writes = 0;
  const forget = (name: string): void => {
    writes += 1;
    known.delete(name);
  };

  tableDb.get = (name, done) => {
    const text = known.get(name);
    if (text !== undefined) {
      process.nextTick(() => { done(null, JSON.parse(text) as Record<string, unknown>); });
      return;
    }
    const before = writes;
    get(name, (error, table) => {
      if (!error && table !== undefined && writes === before) known.set(name, JSON.stringify(table));
      done(error, table);
    });
  };
  tableDb.put = (name, table, done) => {
    forget(name);
    put(name, table, (error) => {
      forget(name);
      done(error);
    });
  };
  tableDb.del = (name, done) => {
    forget(name);
    del(name, (error) => {
      forget(name);
      done(error);
    });
  };
}
