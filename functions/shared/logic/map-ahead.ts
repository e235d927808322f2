/**
 * Maps items in their order, a few of them at a time: while one is taken the next ones are under way.
 *
 * @example for await (const frame of mapAhead(keys, 8, (key) => store.get(key))) …
 */
export async function* mapAhead<T, R>(items: Iterable<T>, ahead: number, map: (item: T) => Promise<R>): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    const mapped = map(item);
    // Awaited in its turn: until then a failure is nobody's yet.
    mapped.catch(() => undefined);
    underWay.push(mapped);
    const next = underWay.length >= ahead ? underWay.shift() : undefined;
    if (next) yield await next;
  }
  for (const mapped of underWay) yield await mapped;
}
