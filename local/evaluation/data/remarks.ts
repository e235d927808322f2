/** Something about a file that whoever reads the figures must know. */
export interface FileRemark {
  /** Below the data set's folder. */
  readonly file: string;
  readonly remark: string;
}

/** What was measured on, and what was not. */
export interface SampleReport {
  /** The data set's folder, as it was given. */
  readonly dir: string;
  /** Photos that were found there. */
  readonly photos: number;
  /** Those that the figures rest on. */
  readonly used: number;
  /** Unreadable or of unclear truth: in no figure. */
  readonly leftOut: readonly FileRemark[];
  /** In the figures all the same. */
  readonly remarks: readonly FileRemark[];
}
