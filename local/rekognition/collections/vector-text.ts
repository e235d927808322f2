import { endianness } from 'node:os';

/** A vector in a line of text: base64 of little-endian float32. */
export function vectorToText(vector: Float32Array): string {
  const bytes = Buffer.from(vector.slice().buffer);
  if (endianness() === 'BE') bytes.swap32();
  return bytes.toString('base64');
}

/** @throws RangeError when the bytes are no whole number of floats */
export function vectorFromText(text: string): Float32Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (endianness() === 'BE') Buffer.from(bytes.buffer).swap32();
  return new Float32Array(bytes.buffer);
}

/** Far more than what float32 rounds. */
const LENGTH_TOLERANCE = 0.001;

/** Whether a vector can be compared by its dot product with others. */
export function isOfLengthOne(vector: Float32Array): boolean {
  let squared = 0;
  for (const value of vector) squared += value * value;
  return Math.abs(squared - 1) < LENGTH_TOLERANCE;
}
