/** Where exports lie that are too large to be answered at once. */
export interface ExportStore {
  exists(key: string): Promise<boolean>;
  /** Writes an export piece by piece; it is there as a whole or not at all. */
  write(key: string, lines: AsyncIterable<string>): Promise<void>;
  /**
   * Claims the writing of an export for one writer. False while another has it.
   * @param staleMs after which a claim is nobody's any more
   */
  claim(key: string, staleMs: number): Promise<boolean>;
  /** Whether somebody is writing it. */
  isClaimed(key: string, staleMs: number): Promise<boolean>;
  /** Gives a claim back. */
  release(key: string): Promise<void>;
  /** An address at which whoever has it may download the export for a while. */
  link(key: string, fileName: string): Promise<string>;
}
