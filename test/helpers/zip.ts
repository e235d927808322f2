import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; what is not given is as an honest archiver would write it. */
export interface ZipEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** 0 stored, 8 deflated; any other number is written as it is, over the stored content. */
  method?: number;
  /** Of the general purpose bits: 0x1 encrypted, 0x800 a name in UTF-8. */
  flags?: number;
  /** As of stat(2), of an archive made by Unix. */
  unixMode?: number;
  /** What the directory claims, whatever is true. */
  claims?: { sizeBytes?: number; packedBytes?: number; crc32?: number; headerOffset?: number };
}

/** A ZIP archive, well-formed or as broken as its entries claim. Source: PKWARE's APPNOTE.TXT 6.3.10 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', method = 8, flags = 0x800, unixMode = 0o100644, claims = {} } of entries) {
    const rawName = typeof name === 'string' ? Buffer.from(name) : name;
    const raw = typeof content === 'string' ? Buffer.from(content) : content;
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(claims.crc32 ?? crc32(raw), 10);
    shared.writeUInt32LE(claims.packedBytes ?? packed.length, 14);
    shared.writeUInt32LE(claims.sizeBytes ?? raw.length, 18);
    shared.writeUInt16LE(rawName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, rawName, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((unixMode << 16) >>> 0, 6);
    tail.writeUInt32LE(claims.headerOffset ?? offset, 10);
    // Made by Unix.
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, tail, rawName]));
    parts.push(local);
    offset += local.length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(records.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, records, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
