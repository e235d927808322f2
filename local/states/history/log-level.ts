export type LogLevel = 'ALL' | 'ERROR' | 'FATAL' | 'OFF';

const FATAL: ReadonlySet<string> = new Set(['ExecutionAborted', 'ExecutionFailed', 'ExecutionTimedOut']);

/** Whether events of a type are logged at a level. Source: https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html */
export function isLogged(type: string, level: LogLevel): boolean {
  switch (level) {
    case 'ALL':
      return true;
    case 'ERROR':
      return type === 'FailStateEntered' || /(?:Failed|Aborted|TimedOut)$/.test(type);
    case 'FATAL':
      return FATAL.has(type);
    case 'OFF':
      return false;
  }
}
