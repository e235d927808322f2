import { crc32, deflateSync } from 'node:zlib';

export interface PngOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colourType?: number;
  readonly interlaced?: boolean;
  /** The rows, each after its filter byte; zeros, as many as the header asks for, unless given. */
  readonly rows?: Buffer;
  /** Between header and data. */
  readonly chunks?: readonly Buffer[];
}

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A PNG byte by byte, for what no encoder writes. */
export function handBuiltPng({ widthPx, heightPx, bitDepth = 8, colourType = 2, interlaced = false, rows, chunks = [] }: PngOptions): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.writeUInt8(bitDepth, 8);
  header.writeUInt8(colourType, 9);
  header.writeUInt8(interlaced ? 1 : 0, 12);
  const data = rows ?? Buffer.alloc(heightPx * (1 + Math.ceil((widthPx * (SAMPLES[colourType] ?? 1) * bitDepth) / 8)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), ...chunks, chunk('IDAT', deflateSync(data)), chunk('IEND', Buffer.alloc(0))]);
}

export function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, checksum]);
}

/** An EXIF block, big-endian, that holds the orientation alone. */
export function exifOrientation(orientation: number): Buffer {
  const block = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  block.writeUInt16BE(orientation, 18);
  return block;
}
