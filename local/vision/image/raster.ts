/** Pixels in RGB order, 8 bits a channel, row by row without padding. */
export interface Raster {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}
