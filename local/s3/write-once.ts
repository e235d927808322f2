import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../aws/aws-error.ts';

/**
 * PutObject with `If-None-Match: *`, which writes an object where there is none and is unknown to s3rver.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export class WriteOnce {
  readonly #exists: (url: string) => boolean;
  readonly #underWay = new Set<string>();

  /** @param exists whether there is an object at a URL with the bucket in its path */
  constructor(exists: (url: string) => boolean) {
    this.#exists = exists;
  }

  /** Why a request with its bucket in the path must not go on; null when it may, or asks for no such thing. */
  refusalOf(request: IncomingMessage, response: ServerResponse): AwsError | null {
    const { method, headers, url = '/' } = request;
    if (method !== 'PUT' || (headers['if-none-match'] === undefined && headers['if-match'] === undefined)) return null;
    if (headers['if-none-match'] !== '*') return new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented.', { statusCode: 501 });
    const path = url.split('?')[0] ?? '/';
    if (this.#underWay.has(path)) return new AwsError('ConditionalRequestConflict', 'The conditional request cannot succeed due to a conflicting operation against this resource.', { statusCode: 409 });
    this.#underWay.add(path);
    response.once('close', () => this.#underWay.delete(path));
    if (!this.#exists(path)) return null;
    return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { statusCode: 412 });
  }
}
