/** The address of filters, short: without what is null or empty. */
export function toQuery(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
}

/** Reads one of the known values; null for whatever else an address says. */
export function oneOf<Value extends string>(known: readonly Value[]): (value: unknown) => Value | null {
  return (value) => known.find((candidate) => candidate === value) ?? null;
}

/** A text of an address; null where there is none. */
export function readText(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}
