const MIB = 1024 * 1024;

/**
 * What a bulk registration may bring. Neither archive nor list is ever held in memory whole but for the list's own text, so these bound work, not memory:
 * a thousand photos of the largest kind that fits.
 */
export const IMPORT_LIMITS = {
  archiveBytes: 1024 * MIB,
  /** Files, folders and whatever else the archive names: twice the rows, and what operating systems put beside photos. */
  entries: 5_000,
  rows: 1_000,
  /** Of the list, unpacked. */
  listBytes: 2 * MIB,
  /** How many times its packed size a file may have unpacked. JPEG and PNG hardly shrink; a list of a thousand similar lines shrinks to a thirtieth. */
  packingRatio: 100,
} as const;
