const STORAGE_KEY = 'invigil.imports';
const MAX_KEPT = 10;

/** An import that was begun in this browser, which alone knows what the archive was called. */
export interface RecentImport {
  bulkId: string;
  fileName: string;
  /** ISO 8601, UTC. */
  startedAt: string;
}

/** Newest first. */
export function readRecentImports(): RecentImport[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecentImport) : [];
  } catch {
    return [];
  }
}

/** What the archive of an import was called; null when it was begun elsewhere. */
export function fileNameOf(bulkId: string): string | null {
  return readRecentImports().find((recent) => recent.bulkId === bulkId)?.fileName ?? null;
}

export function rememberImport(started: RecentImport): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([started, ...readRecentImports()].slice(0, MAX_KEPT)));
  } catch {
    // Storage is blocked: the list names it by its time.
  }
}

function isRecentImport(value: unknown): value is RecentImport {
  return typeof value === 'object' && value !== null && ['bulkId', 'fileName', 'startedAt'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}
