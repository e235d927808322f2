import { createHash } from 'node:crypto';

const ALGORITHMS: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

/** Thrown for an algorithm that Step Functions does not have. */
export class UnknownHashAlgorithmError extends Error {
  override readonly name = 'UnknownHashAlgorithmError';
}

/** `$hash(text, algorithm)`: the digest of the text's UTF-8 in lower-case hexadecimal; of anything but text, that of its JSON. */
export function hash(value: unknown, algorithm: string | undefined): string | undefined {
  if (value === undefined || algorithm === undefined) return undefined;
  const name = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (name === undefined) throw new UnknownHashAlgorithmError(`Unsupported hashing algorithm: ${algorithm}. Expected one of ${Object.keys(ALGORITHMS).join(', ')}`);
  return createHash(name)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}
