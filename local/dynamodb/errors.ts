/** Another process has the data folder open. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';

  constructor(folder: string, options?: ErrorOptions) {
    super(`Another instance uses the data in ${folder}. Stop it, or give this one a folder of its own with INVIGIL_DATA.`, options);
  }
}

/** A table on disk has other keys than the template asks for. */
export class TableDriftError extends Error {
  override readonly name = 'TableDriftError';

  constructor(tableName: string) {
    super(`The table ${tableName} on disk has other keys than the template. Start with --reset to empty the data, or with another folder in INVIGIL_DATA.`);
  }
}
