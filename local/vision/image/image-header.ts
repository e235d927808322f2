/** What a picture's file says about it before any of it is decoded. */
export interface ImageHeader {
  /** As it is stored: the upright picture may have its sides the other way round. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What a decoder has to hold in memory, or to unpack, for the whole picture at its full size; 0 when it goes row by row. */
  readonly unpackedBytes: number;
  /** The file without what no decoder needs. */
  readonly file: Uint8Array;
}
