import type { SubStore } from './dynalite.ts';

/**
 * Keeps the definitions of tables in memory. dynalite reads that of its table for every operation, and for every item of a batch. Each reader gets
 * an object of its own, for dynalite writes into them.
 */
export function cacheTables(tableDb: SubStore): void {
  const { get, put, del } = { get: tableDb.get.bind(tableDb), put: tableDb.put.bind(tableDb), del: tableDb.del.bind(tableDb) };
  const known = new Map<string, string>();
  tableDb.get = (name, done) => {
    const text = known.get(name);
    if (text !== undefined) {
      process.nextTick(() => { done(null, JSON.parse(text) as Record<string, unknown>); });
      return;
    }
    get(name, (error, table) => {
      if (!error && table !== undefined) known.set(name, JSON.stringify(table));
      done(error, table);
    });
  };
  tableDb.put = (name, table, done) => {
    put(name, table, (error) => {
      known.delete(name);
      done(error);
    });
  };
  tableDb.del = (name, done) => {
    del(name, (error) => {
      known.delete(name);
      done(error);
    });
  };
}
