/** There is no such object, or no such bucket. */
export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';

  constructor(bucket: string, key: string, options?: ErrorOptions) {
    super(`The bucket ${bucket} has no object ${key}.`, options);
  }
}

/** The HTTP status of each error that is answered here. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const STATUS_CODES = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MaxPostPreDataLengthExceededError: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
} as const;

export type S3ErrorCode = keyof typeof STATUS_CODES;

/** An error in the form in which S3 answers it: XML with a code, a message and further elements. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: S3ErrorCode;
  readonly statusCode: number;
  /** Further elements of the answer, for example `{ Key: 'a' }`. */
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: S3ErrorCode, message: string, detail: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.statusCode = STATUS_CODES[code];
    this.detail = detail;
  }
}

export const noSuchBucket = (bucket: string): S3Error => new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });

export const noSuchKey = (key: string): S3Error => new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });

export const invalidArgument = (message: string, name: string, value: string): S3Error => new S3Error('InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { Condition: condition });
