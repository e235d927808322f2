/**
 * Text of a file that does not say its encoding: by its byte order mark, else UTF-8, else Windows-1252, in which Western spreadsheets save
 * what they call CSV. The mark is no part of the text, even where what follows it is not what it says.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const isMarked = first === 0xef && second === 0xbb && third === 0xbf;
    return new TextDecoder('windows-1252').decode(isMarked ? bytes.subarray(3) : bytes);
  }
}
