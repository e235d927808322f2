/** Something of a known length, of which parts can be read. */
export interface ByteSource {
  readonly sizeBytes: number;
  /**
   * @param end not included; at most `sizeBytes`
   * @throws ImportProblemError ARCHIVE_REPLACED when it is no longer what it was
   */
  read(start: number, end: number): Promise<Uint8Array>;
}
