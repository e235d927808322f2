/** `npm start` could not synthesize the CDK app; the message ends with what the app wrote to its standard error. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(command: string, exitCode: number | null, stderr: string, cause?: unknown) {
    super(`${command} ended with ${exitCode === null ? 'a signal or not at all' : `exit code ${exitCode}`}\n${stderr.trim()}`, { cause });
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}
