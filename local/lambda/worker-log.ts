/** A stream that handlers write their log to. */
type Output = Pick<NodeJS.WriteStream, 'write'>;

/**
 * Turns what is written to a stream into whole lines, in the order in which they are written, even while the thread never yields.
 *
 * @returns a function that sends what stands without an end of line yet
 */
export function captureLines(output: Output, onLine: (line: string) => void): () => void {
  let rest = '';
  output.write = (chunk: Uint8Array | string, encodingOrCallback?: BufferEncoding | ((error?: Error | null) => void), callback?: (error?: Error | null) => void): boolean => {
    const encoding = typeof encodingOrCallback === 'string' ? encodingOrCallback : 'utf8';
    const lines = (rest + (typeof chunk === 'string' ? Buffer.from(chunk, encoding).toString() : Buffer.from(chunk).toString())).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
    const written = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
    if (written) process.nextTick(written);
    return true;
  };
  return () => {
    if (rest) onLine(rest);
    rest = '';
  };
}
