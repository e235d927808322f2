/** The resource of a service integration in its parts. */
export interface ServiceResource {
  /** The service as events name it: `lambda`, or `aws-sdk:dynamodb`. */
  resourceType: string;
  /** What is asked of it as events name it: `invoke`, or `startExecution.sync:2`. */
  resource: string;
  /** The same without the pattern. */
  action: string;
  /** How the task ends: empty for its answer; else with the end of the job or with a token. */
  pattern: '' | '.sync' | '.sync:2' | '.waitForTaskToken';
}

/** The parts of a service integration's ARN; null for any other ARN, such as that of a function. */
export function parseResource(arn: string): ServiceResource | null {
  const match =
    /^arn:[^:]+:states:[^:]*:[^:]*:(?<resourceType>[a-z0-9-]+(?::[a-z0-9]+)?):(?<action>[A-Za-z0-9]+)(?<pattern>\.sync(?::2)?|\.waitForTaskToken)?$/.exec(arn);
  const { resourceType, action, pattern = '' } = match?.groups ?? {};
  if (resourceType === undefined || action === undefined) return null;
  return { resourceType, action, resource: action + pattern, pattern: pattern as ServiceResource['pattern'] };
}
