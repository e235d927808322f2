/** Excel takes a file for UTF-8 by this alone. */
const BYTE_ORDER_MARK = '\ufeff';

const LINES = [
  ['file', 'full name', 'external id'],
  ['ada.jpg', 'Ada Lovelace', 'ada@example.org'],
  ['grace.jpg', 'Grace Hopper', ''],
];

/** A list to fill in, with two people as examples. */
export function templateCsv(): Blob {
  return new Blob([BYTE_ORDER_MARK, ...LINES.map((cells) => `${cells.join(',')}\r\n`)], { type: 'text/csv;charset=utf-8' });
}
