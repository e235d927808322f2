/** Thrown for patterns that CloudWatch Logs would refuse, or that are not served here: `[...]` for columns and `%...%` for regular expressions. */
export class InvalidFilterPatternError extends Error {
  override readonly name = 'InvalidFilterPatternError';
}
