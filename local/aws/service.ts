import type { IncomingMessage, ServerResponse } from 'node:http';

/** Account and region of everything on one machine; any credentials are accepted. */
export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** One AWS service behind the shared endpoint. */
export interface AwsService {
  /** The service's name in a signature's credential scope, for example `rekognition`, `states`, `logs`, `dynamodb` or `s3`. */
  readonly signingName: string;
  /** The operation that a request asks for, for example `PutItem`; null when it names none. Reads no body. */
  operationOf(request: IncomingMessage): string | null;
  /**
   * Whether a request that no header signs is this service's: then it verifies by itself what the request brings, and is served to web
   * pages, too. Absent where there are no such requests.
   */
  claims?(request: IncomingMessage): boolean;
  /** Answers the request, whatever happens; it never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Ends what the service has under way and releases its files. */
  close(): Promise<void>;
}
