/**
 * As much of Node's Buffer as the domain's verifier uses, for the browser: see node-crypto.ts.
 */
class ByteBuffer extends Uint8Array {
  static override from(value: string | ArrayLike<number> | Iterable<number>, encoding?: unknown): ByteBuffer {
    if (typeof value !== 'string') return new ByteBuffer(Uint8Array.from(value as ArrayLike<number>));
    if (encoding === 'base64') return fromBase64(value);
    if (encoding === 'hex') return new ByteBuffer((value.match(/../g) ?? []).map((digits) => parseInt(digits, 16)));
    return new ByteBuffer(new TextEncoder().encode(value));
  }

  static concat(parts: readonly Uint8Array[]): ByteBuffer {
    const whole = new ByteBuffer(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, index) => byte === other[index]);
  }

  override toString(encoding: 'base64' | 'hex' | 'utf8' = 'utf8'): string {
    if (encoding === 'base64') return toBase64(this);
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return new TextDecoder().decode(this);
  }
}

/** Of text that is no base64, nothing: Node would take what it can, and the verifier renders it again and sees the difference, as it does here. */
function fromBase64(text: string): ByteBuffer {
  try {
    const binary = atob(text);
    const bytes = new ByteBuffer(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    return new ByteBuffer();
  }
}

/** More arguments than this are too many for a function. */
const CHUNK = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

export { ByteBuffer as Buffer };
