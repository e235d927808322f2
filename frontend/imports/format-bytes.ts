const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** A file's size as people read it, in the units of decimal prefixes that Intl knows. @example formatBytes(1_500_000, 'en') // 1.5 MB */
export function formatBytes(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[power - 1] ?? 'kilobyte', maximumFractionDigits: 1 }).format(bytes / 1_000 ** power);
}
