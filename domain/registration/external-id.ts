/** What stands before an external id in the key of the row that keeps it for one person alone. */
export const EXTERNAL_ID_KEY_PREFIX = 'externalId#';

/** An external id as it is kept and compared: without spaces around it, in lower case, in one Unicode form (NFC). */
export function normaliseExternalId(externalId: string): string {
  return externalId.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * The key of an external id's guard: the row of the Faces table whose `holder` is the only person who may have the id. It is taken conditionally,
 * because an index promises no uniqueness.
 */
export function externalIdKey(normalisedExternalId: string): string {
  return `${EXTERNAL_ID_KEY_PREFIX}${normalisedExternalId}`;
}
