import { crc32 } from 'node:zlib';
import { told } from '../../../domain/error-sentences.ts';
import { UnsupportedImageError } from '../../../domain/errors.ts';
import type { ImageHeader } from './image-header.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const CHUNK_OVERHEAD_BYTES = 12;
const HEADER_BYTES = 13;

/** Bit depths that each colour type allows (W3C PNG, table 12). */
const BIT_DEPTHS = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
]);

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Walks a PNG file's chunks from header to end, each against its checksum.
 * @throws UnsupportedImageError when it is truncated or its structure is broken
 */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { widthPx: number; heightPx: number } | null = null;
  let hasData = false;
  let offset = SIGNATURE.length;
  for (;;) {
    const chunk = chunkAt(bytes, view, offset);
    if ((size === null) !== (chunk.type === 'IHDR')) throw broken();
    if (chunk.type === 'IHDR') size = readSize(view, chunk);
    if (chunk.type === 'IDAT') hasData = true;
    if (chunk.type === 'IEND') break;
    offset = chunk.end;
  }
  if (size === null || !hasData) throw broken();
  return { format: 'png', ...size };
}

interface Chunk {
  type: string;
  dataStart: number;
  dataBytes: number;
  end: number;
}

function chunkAt(bytes: Uint8Array, view: DataView, offset: number): Chunk {
  if (offset + CHUNK_OVERHEAD_BYTES > view.byteLength) throw broken();
  const dataBytes = view.getUint32(offset);
  const end = offset + CHUNK_OVERHEAD_BYTES + dataBytes;
  if (end > view.byteLength) throw broken();
  const typeAndData = bytes.subarray(offset + 4, end - 4);
  if (crc32(typeAndData) !== view.getUint32(end - 4)) throw broken();
  return { type: String.fromCharCode(...typeAndData.subarray(0, 4)), dataStart: offset + 8, dataBytes, end };
}

function readSize(view: DataView, { dataStart, dataBytes }: Chunk): { widthPx: number; heightPx: number } {
  if (dataBytes !== HEADER_BYTES) throw broken();
  const bitDepth = view.getUint8(dataStart + 8);
  const colourType = view.getUint8(dataStart + 9);
  if (BIT_DEPTHS.get(colourType)?.includes(bitDepth) !== true) throw broken();
  return { widthPx: view.getUint32(dataStart), heightPx: view.getUint32(dataStart + 4) };
}

function broken(): UnsupportedImageError {
  return new UnsupportedImageError(...told('imageDamaged', { format: 'PNG' }, { field: 'image' }));
}
