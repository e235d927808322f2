import type { ExecutionEnd } from '../engine/execution-end.ts';

/** What is kept in memory of every Standard execution. */
export interface ExecutionSummary {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  status: 'RUNNING' | ExecutionEnd['status'];
  readonly startMs: number;
  stopMs: number | null;
  /** SHA-256 of the definition that it began with, in hexadecimal: another process goes on with the same one only. Absent in records of versions that did not. */
  readonly definitionSha256?: string;
}

/** What a Standard execution was given and gave, read from its history. */
export interface ExecutionDetails {
  /** JSON text. */
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}
