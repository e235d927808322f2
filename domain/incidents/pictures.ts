/*
 * Whether pictures repeat, from a bounded memory of the last of them: ADR 18. A remembered picture is one string: the beginning of its
 * file's SHA-256, then its perceptual hash (functions/shared/image/fingerprint.ts), which is missing where it has none.
 */

/** How many pictures are remembered: a loop of up to two minutes at one frame a second, of twenty at one in ten. */
export const REMEMBERED_PICTURES = 128;

/** Of a perceptual hash: 256 bits in base64url. */
export const PERCEPTUAL_HASH_LENGTH = 43;

/** Up to so many of 256 bits apart two pictures are one and the same, encoded again perhaps. Measured: ADR 18. */
export const SAME_PICTURE_BITS = 6;

/** From so many bits on a picture has clearly changed: noise alone stays below. */
export const CHANGED_PICTURE_BITS = 16;

/** A repeated run is one from so many pictures on, each clearly changed since the one before it: a room in which nothing moves repeats nothing. */
const RUN_FRAMES = 3;

/** 72 bits: among 128 pictures nobody meets the same by chance. */
const DIGEST_LENGTH = 18;

export interface PictureRepetition {
  /** The picture of the frame before. */
  frozen: boolean;
  /** How many frames ago the same run of pictures was seen; null when it was not. */
  lagFrames: number | null;
}

/** What a picture is remembered by. */
export function toPicture({ sha256, perceptualHash }: { sha256: string; perceptualHash?: string | null }): string {
  return sha256.slice(0, DIGEST_LENGTH) + (perceptualHash ?? '');
}

/** What the last of the pictures, oldest first, repeats. */
export function findRepetition(remembered: readonly string[]): PictureRepetition {
  const pictures = remembered.map((picture) => ({ digest: picture.slice(0, DIGEST_LENGTH), hash: picture.slice(DIGEST_LENGTH) }));
  const last = pictures.length - 1;
  if (isSame(pictures, last, last - 1)) return { frozen: true, lagFrames: null };
  for (let lagFrames = 2; lagFrames < pictures.length; lagFrames += 1) {
    if (isRepeatedRun(pictures, lagFrames)) return { frozen: false, lagFrames };
  }
  return { frozen: false, lagFrames: lagOfExactRun(pictures) };
}

interface Picture {
  digest: string;
  hash: string;
}

/** Whether the run that ends with the last picture is one that ended so many frames ago. Standing still neither breaks a run nor adds to it. */
function isRepeatedRun(pictures: readonly Picture[], lagFrames: number): boolean {
  return isRun(pictures, (index) => index >= lagFrames && isSame(pictures, index, index - lagFrames));
}

/** Of the run that ends with the last picture, whose files were all sent before, in whatever order: how many frames ago the last was. */
function lagOfExactRun(pictures: readonly Picture[]): number | null {
  const earlier = (index: number): number => pictures.findLastIndex(({ digest }, other) => other < index - 1 && digest === pictures[index]?.digest);
  return isRun(pictures, (index) => earlier(index) !== -1) ? pictures.length - 1 - earlier(pictures.length - 1) : null;
}

function isRun(pictures: readonly Picture[], isRepeated: (index: number) => boolean): boolean {
  let changes = 0;
  for (let index = pictures.length - 1; index > 0 && isRepeated(index); index -= 1) {
    if (distance(pictures, index, index - 1) >= CHANGED_PICTURE_BITS) changes += 1;
    if (changes === RUN_FRAMES) return true;
  }
  return false;
}

function isSame(pictures: readonly Picture[], index: number, other: number): boolean {
  return distance(pictures, index, other) <= SAME_PICTURE_BITS;
}

function distance(pictures: readonly Picture[], index: number, other: number): number {
  const a = pictures[index];
  const b = pictures[other];
  if (a === undefined || b === undefined) return Infinity;
  return a.digest === b.digest ? 0 : differingBits(a.hash, b.hash);
}

/** How many bits two perceptual hashes differ in (their Hamming distance); infinite when either is missing or of another kind. */
export function differingBits(a: string, b: string): number {
  if (a.length !== PERCEPTUAL_HASH_LENGTH || b.length !== PERCEPTUAL_HASH_LENGTH) return Infinity;
  let bits = 0;
  for (let index = 0; index < a.length; index += 1) bits += BITS_OF[sextetAt(a, index) ^ sextetAt(b, index)] ?? 0;
  return bits;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SEXTETS = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, BASE64URL.indexOf(String.fromCharCode(code))));
const BITS_OF = Uint8Array.from({ length: 64 }, (_, value) => value.toString(2).split('1').length - 1);

function sextetAt(text: string, index: number): number {
  return SEXTETS[text.charCodeAt(index)] ?? 0;
}
