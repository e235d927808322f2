import { Buffer } from 'node:buffer';

/** The order of the group of P-256. Source: NIST SP 800-186, section 3.2.1.3. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The signature is not the DER of two numbers of P-256. */
export class SignatureFormatError extends Error {
  override readonly name = 'SignatureFormatError';
}

/**
 * The one form of an ECDSA signature that is kept here: of the two that are valid for every statement, (r, s) and (r, n - s), the one with the lower s.
 * Without this rule anybody could write a signature differently, and a byte of a sealed file would have changed unseen.
 *
 * @param der a signature in DER, as AWS KMS answers it
 * @throws SignatureFormatError
 */
export function toLowS(der: Uint8Array): Uint8Array {
  const { r, s } = parse(der);
  return isLow(s) ? der : encode(r, ORDER - s);
}

/** Whether a signature has the one form that is kept: see {@link toLowS}. False for what is no signature. */
export function isLowS(der: Uint8Array): boolean {
  try {
    const { r, s } = parse(der);
    return isLow(s) && Buffer.from(encode(r, s)).equals(der);
  } catch (error) {
    if (error instanceof SignatureFormatError) return false;
    throw error;
  }
}

const isLow = (s: bigint): boolean => s <= ORDER / 2n;

/** SEQUENCE of two INTEGERs, each shorter than 128 bytes, so that lengths are one byte. Source: RFC 3279, section 2.2.3. */
function parse(der: Uint8Array): { r: bigint; s: bigint } {
  const bytes = Buffer.from(der);
  const rLength = bytes[3] ?? 0;
  const sLength = bytes[5 + rLength] ?? 0;
  const isSequence = bytes[0] === 0x30 && bytes[1] === bytes.length - 2 && bytes[2] === 0x02 && bytes[4 + rLength] === 0x02 && 6 + rLength + sLength === bytes.length;
  if (!isSequence || rLength === 0 || sLength === 0) throw new SignatureFormatError('This is no ECDSA signature in DER.');
  const r = numberOf(bytes.subarray(4, 4 + rLength));
  const s = numberOf(bytes.subarray(6 + rLength));
  if (r < 1n || r >= ORDER || s < 1n || s >= ORDER) throw new SignatureFormatError('This is no signature of P-256.');
  return { r, s };
}

function encode(r: bigint, s: bigint): Uint8Array {
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function integer(value: bigint): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  // A first bit that is set would mean a negative number.
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
