import { told } from '../../../domain/error-sentences.ts';
import { UnsupportedImageError } from '../../../domain/errors.ts';
import type { ImageHeader } from './image-header.ts';

const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const TEMPORARY = 0x01;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === MARKER && bytes[1] === START_OF_IMAGE && bytes[2] === MARKER;
}

/**
 * Walks a JPEG file's segments from start to end of image (ITU-T T.81, annex B).
 * @throws UnsupportedImageError when it is truncated or its structure is broken
 */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { widthPx: number; heightPx: number } | null = null;
  let scanned = false;
  let offset = 2;
  for (;;) {
    const marker = markerAt(bytes, offset);
    offset = marker.end;
    if (marker.code === END_OF_IMAGE) break;
    if (isStandalone(marker.code)) continue;
    const end = segmentEnd(view, offset);
    if (isStartOfFrame(marker.code)) {
      if (size !== null || end - offset < 8) throw broken();
      size = { heightPx: view.getUint16(offset + 3), widthPx: view.getUint16(offset + 5) };
    }
    offset = end;
    if (marker.code === START_OF_SCAN) {
      if (size === null) throw broken();
      scanned = true;
      offset = skipEntropyCodedData(bytes, offset);
    }
  }
  if (size === null || !scanned) throw broken();
  return { format: 'jpeg', ...size };
}

/** A marker is 0xFF, any number of fill bytes 0xFF, then its code. */
function markerAt(bytes: Uint8Array, offset: number): { code: number; end: number } {
  if (bytes[offset] !== MARKER) throw broken();
  let end = offset + 1;
  while (bytes[end] === MARKER) end += 1;
  const code = bytes[end];
  if (code === undefined || code === 0) throw broken();
  return { code, end: end + 1 };
}

function segmentEnd(view: DataView, offset: number): number {
  if (offset + 2 > view.byteLength) throw broken();
  const length = view.getUint16(offset);
  const end = offset + length;
  if (length < 2 || end > view.byteLength) throw broken();
  return end;
}

/** Inside a scan 0xFF stands only before a stuffed zero or a restart marker; anything else ends it. */
function skipEntropyCodedData(bytes: Uint8Array, start: number): number {
  let offset = start;
  for (;;) {
    offset = bytes.indexOf(MARKER, offset);
    if (offset === -1) throw broken();
    const next = bytes[offset + 1];
    if (next === undefined) throw broken();
    if (next !== 0 && !isRestart(next)) return offset;
    offset += 2;
  }
}

function isStartOfFrame(code: number): boolean {
  // C4, C8 and CC lie in the range but define tables or extensions.
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

function isStandalone(code: number): boolean {
  return isRestart(code) || code === TEMPORARY;
}

function broken(): UnsupportedImageError {
  return new UnsupportedImageError(...told('imageDamaged', { format: 'JPEG' }, { field: 'image' }));
}
