/** `npm start` could not build the web app; the message ends with what vite wrote. */
export class AppBuildError extends Error {
  override readonly name = 'AppBuildError';
  readonly exitCode: number | null;

  constructor(exitCode: number | null, output: string, cause?: unknown) {
    super(`The web app could not be built: vite ended with ${exitCode === null ? 'a signal or not at all' : `exit code ${exitCode}`}\n${output.trim()}`, { cause });
    this.exitCode = exitCode;
  }
}
