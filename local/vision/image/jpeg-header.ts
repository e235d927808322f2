import { UnsupportedImageError } from './errors.ts';
import type { ImageHeader } from './image-header.ts';

/**
 * Of the ways to code a JPEG (ITU-T T.81, table B.1) those that are read here: baseline, extended sequential and progressive, with Huffman
 * codes. Lossless, hierarchical and arithmetic-coded ones are refused: no browser shows them, so nobody could review what was judged.
 */
const SEQUENTIAL = [0xc0, 0xc1];
const PROGRESSIVE = 0xc2;
const OTHER_FRAMES = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

const BLOCK_PX = 8;
const BYTES_PER_BLOCK = 64 * 2;

/** A progressive picture visits its blocks again with every scan, ten times or so: this is some three seconds' work. */
const MAX_BLOCK_VISITS = 64_000_000;

interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly progressive: boolean;
  /** Component id → blocks. */
  readonly blocks: ReadonlyMap<number, number>;
}

/**
 * Reads a JPEG's frame and counts its scans. The size is believed as every viewer believes it: what is coded beyond it is seen by nobody.
 * A size that is larger than the data can fill is not.
 *
 * @throws UnsupportedImageError
 */
export function readJpegHeader(file: Uint8Array): ImageHeader {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  let frame: Frame | null = null;
  let scans = 0;
  let visits = 0;
  let codedBytes = 0;
  for (let at = 2; at < bytes.length; ) {
    if (bytes[at] !== 0xff) throw new UnsupportedImageError();
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === undefined || marker === END_OF_IMAGE) break;
    if (at + 4 > bytes.length) throw new UnsupportedImageError();
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, end);
    if (end > bytes.length || OTHER_FRAMES.includes(marker)) throw new UnsupportedImageError();
    if (SEQUENTIAL.includes(marker) || marker === PROGRESSIVE) {
      if (frame) throw new UnsupportedImageError();
      frame = readFrame(segment, marker === PROGRESSIVE);
    }
    at = end;
    if (marker === START_OF_SCAN) {
      if (!frame) throw new UnsupportedImageError();
      scans += 1;
      visits += blocksOfScan(segment, frame);
      if (visits > MAX_BLOCK_VISITS) throw new UnsupportedImageError();
      at = endOfScan(bytes, end);
      codedBytes += at - end;
    }
  }
  if (!frame || scans === 0) throw new UnsupportedImageError();
  const blocks = [...frame.blocks.values()].reduce((sum, each) => sum + each, 0);
  // No block is coded in less: a code of its first coefficient, and in a sequential picture one that nothing follows.
  if (codedBytes * 8 < blocks * (frame.progressive ? 1 : 2)) throw new UnsupportedImageError();
  const { widthPx, heightPx } = frame;
  return { widthPx, heightPx, unpackedBytes: scans > 1 || frame.progressive ? blocks * BYTES_PER_BLOCK : 0, file };
}

function readFrame(segment: Buffer, progressive: boolean): Frame {
  const components = segment[5] ?? 0;
  if (segment[0] !== 8 || segment.length < 6 + 3 * components) throw new UnsupportedImageError();
  const [heightPx, widthPx] = [segment.readUInt16BE(1), segment.readUInt16BE(3)];
  const sampling = Array.from({ length: components }, (_, index) => {
    const [id = 0, factors = 0] = segment.subarray(6 + 3 * index);
    return { id, across: factors >> 4, down: factors & 15 };
  });
  const [maxAcross, maxDown] = [Math.max(...sampling.map(({ across }) => across)), Math.max(...sampling.map(({ down }) => down))];
  if (sampling.some(({ across, down }) => across === 0 || down === 0)) throw new UnsupportedImageError();
  const blocks = new Map(
    sampling.map(({ id, across, down }) => [
      id,
      Math.ceil((widthPx * across) / maxAcross / BLOCK_PX) * Math.ceil((heightPx * down) / maxDown / BLOCK_PX),
    ]),
  );
  return { widthPx, heightPx, progressive, blocks };
}

function blocksOfScan(segment: Buffer, { blocks }: Frame): number {
  const components = segment[0] ?? 0;
  return Array.from({ length: components }, (_, index) => blocks.get(segment[1 + 2 * index] ?? -1) ?? 0).reduce((sum, each) => sum + each, 0);
}

/** The next marker that is neither a stuffed byte nor a restart; the end of the file when there is none. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
