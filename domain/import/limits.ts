const MIB = 1024 * 1024;

/**
 * What a bulk registration may bring. Neither archive nor list is ever held in memory whole but for the list's own text, so these bound work, not memory:
 * five hundred photos of the largest kind that fits.
 */
export const IMPORT_LIMITS = {
  archiveBytes: 1024 * MIB,
  /** Files, folders and whatever else the archive names: twice the rows, and what operating systems put beside photos. */
  entries: 5_000,
  /** A row takes 22 events of the 25,000 that a Standard history may have, and up to 60 where its steps are tried again. */
  rows: 500,
  /** Of the list, unpacked. */
  listBytes: 2 * MIB,
  /** How many times its packed size a file may have unpacked. JPEG and PNG hardly shrink; a list of a thousand similar lines shrinks to a thirtieth. */
  packingRatio: 100,
} as const;
