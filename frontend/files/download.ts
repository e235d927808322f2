/** Hands a file over to whoever sits before the page, as a link to it would. */
export function download(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => { URL.revokeObjectURL(url); }, 0);
}

/** A value as a JSON file that a person can read. */
export function downloadJson(value: unknown, fileName: string): void {
  download(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }), fileName);
}
