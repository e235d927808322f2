import type { ImportProblemCode } from './import-problem.ts';

interface Sentence {
  code: ImportProblemCode;
  /** What is the matter, and what to do about it; clients that speak other languages say the same by its name and its parameters. */
  text: string;
}

/**
 * Everything that can be the matter with an archive, its list or one of its rows, but for what has names of its own elsewhere: fields that break a rule
 * (`FIELD_RULES`) and photos that are no pictures (`ERROR_SENTENCES`).
 */
export const IMPORT_SENTENCES = {
  archiveTooLarge: { code: 'ARCHIVE_TOO_LARGE', text: 'The archive has {sizeBytes} bytes: at most {limitBytes} are read. Share the people out among several archives.' },
  archiveNoZip: { code: 'ARCHIVE_UNREADABLE', text: 'The upload is no ZIP archive, or is damaged: pack it again.' },
  archiveOverlaps: { code: 'ARCHIVE_UNREADABLE', text: "The archive's “{file}” lies where another file does: pack the archive again." },
  archiveReplaced: { code: 'ARCHIVE_REPLACED', text: 'The upload was replaced or deleted while it was read: begin a new bulk registration.' },
  tooManyFiles: { code: 'TOO_MANY_FILES', text: 'The archive names {count} files: at most {limit} are read.' },
  nameWithControlCharacters: { code: 'UNSAFE_FILE_NAME', text: 'The archive holds a file with control characters in its name: rename it.' },
  nameOfLink: { code: 'UNSAFE_FILE_NAME', text: "The archive's “{file}” is a link or a device: pack the photo itself." },
  nameLeadsOut: { code: 'UNSAFE_FILE_NAME', text: 'The archive holds a file whose name leads out of it: pack the photos without their outer folders.' },
  fileTwice: { code: 'DUPLICATE_FILE_NAME', text: 'The archive holds “{file}” twice: nobody could say which one is meant.' },
  listMissing: { code: 'LIST_MISSING', text: 'The archive holds no list: add one file that ends in .csv, with the columns file, full name and, if there are any, external id.' },
  severalLists: { code: 'SEVERAL_LISTS', text: 'The archive holds {count} files that end in .csv: leave the one with the list.' },
  listNoText: { code: 'LIST_UNREADABLE', text: 'The list is no text: save it as “CSV UTF-8”.' },
  listNoCsv: { code: 'LIST_UNREADABLE', text: 'The list is no CSV: look at the quotes.' },
  listNoCsvInLine: { code: 'LIST_UNREADABLE', text: 'The list is no CSV: look at the quotes in line {line}.' },
  columnMissing: { code: 'COLUMN_MISSING', text: 'The list has no column {column}: its first line must name the columns file, full name and, if there are any, external id.' },
  columnRepeated: { code: 'COLUMN_REPEATED', text: 'The list has {count} columns for {column}: leave one of them.' },
  noRows: { code: 'NO_ROWS', text: 'The list has no lines below its header.' },
  tooManyRows: { code: 'TOO_MANY_ROWS', text: 'The list has {count} rows: at most {limit} are registered at once. Share them out among several archives.' },
  tooManyValues: { code: 'TOO_MANY_VALUES', text: 'This line has {count} values, the header {limit} columns: put a value that holds the delimiter into quotes.' },
  fileMissing: { code: 'FILE_MISSING', text: 'The archive holds no file “{file}”.' },
  fileAmbiguous: { code: 'FILE_AMBIGUOUS', text: 'The archive holds {count} files “{file}”: write which folder is meant.' },
  fileEncrypted: { code: 'FILE_UNREADABLE', text: '“{file}” is encrypted: pack it without a password.' },
  filePackedStrangely: { code: 'FILE_UNREADABLE', text: '“{file}” is packed in a way that is not read: pack it as an ordinary ZIP.' },
  fileOfOtherSize: { code: 'FILE_UNREADABLE', text: '“{file}” unpacks to something of quite another size: no photo and no list does.' },
  fileDamaged: { code: 'FILE_UNREADABLE', text: '“{file}” is damaged, or is not what the archive says of it: pack the archive again.' },
  fileTooLarge: { code: 'FILE_TOO_LARGE', text: '“{file}” has {sizeBytes} bytes: at most {limitBytes} are taken.' },
  rowRepeated: { code: 'ROW_REPEATED', text: 'This repeats line {line}.' },
  photoOfOtherRow: { code: 'ROW_CONTRADICTED', text: 'Line {line} has the same photo under another name or external id: leave the one that is right.' },
  externalIdOfOtherRow: { code: 'ROW_CONTRADICTED', text: 'Line {line} has the same external id with another name or photo: leave one line for each person.' },
  rowInterrupted: { code: 'INTERRUPTED', text: 'The registration broke off: look for the person among the registered ones before it is repeated.' },
  importInterrupted: { code: 'INTERRUPTED', text: 'The bulk registration broke off: upload the archive again, nobody is registered twice.' },
} as const satisfies Record<string, Sentence>;

export type ImportDetail = keyof typeof IMPORT_SENTENCES;
