/** The address of the list that a page was reached from, as it was filtered; the list's own where it was reached otherwise. */
export function listAddress(paths: readonly [string, ...string[]]): string {
  const back: unknown = (window.history.state as { back?: unknown } | null)?.back;
  return typeof back === 'string' && paths.includes(back.split('?')[0] ?? '') ? back : paths[0];
}
