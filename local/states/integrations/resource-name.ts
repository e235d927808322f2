/** A resource in the parts that events name it by: `lambda` and `invoke`, or `aws-sdk:dynamodb` and `query`. */
export interface ServiceResource {
  resourceType: string;
  resource: string;
}

/** The parts of a service integration's ARN; null for any other ARN, such as that of a function. */
export function serviceResource(arn: string): ServiceResource | null {
  const match = /^arn:[^:]+:states:[^:]*:[^:]*:(?<resourceType>[a-z0-9-]+(?::[a-z0-9]+)?):(?<resource>[A-Za-z0-9]+)$/.exec(arn);
  const { resourceType, resource } = match?.groups ?? {};
  return resourceType !== undefined && resource !== undefined ? { resourceType, resource } : null;
}
