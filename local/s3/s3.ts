import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { BucketResource } from '../assembly/assembly.ts';
import { signingNameOf } from '../aws/credential-scope.ts';
import type { AwsService } from '../aws/service.ts';
import { discardRest } from '../discard-rest.ts';
import type { CreatedObject } from '../events/aws-event.ts';
import { authorise } from './access/authorise.ts';
import { corsHeaders, preflightHeaders } from './access/cors.ts';
import { isPresigned } from './access/presigned-url.ts';
import type { Credentials } from '../aws/credentials.ts';
import { ObjectNotFoundError, S3Error } from './errors.ts';
import type { S3Context } from './operations/context.ts';
import { OPERATIONS } from './operations/operations.ts';
import { answerEmpty, answerS3Error } from './protocol/answer.ts';
import { operationOf } from './protocol/operation.ts';
import { pathStyleUrl, readRequest } from './protocol/s3-request.ts';
import { isMissing } from './store/object-files.ts';
import { ObjectStore } from './store/object-store.ts';
import { Uploads } from './store/uploads.ts';

export interface S3Props {
  dataDir: string;
  buckets: readonly BucketResource[];
  /** Those of the functions: what is presigned with them is verified. */
  credentials: Credentials;
  /** Told of every object that was created, once it is durably there. */
  onObjectCreated?: (object: CreatedObject) => void;
  /** Told of errors that are no answer of S3: defects of ours. */
  onDefect: (operation: string, error: unknown) => void;
  /** Milliseconds since the epoch; the system's, unless a test brings its own. */
  now?: () => number;
}

export interface S3Service extends AwsService {
  /**
   * The bytes of an object, for parts of this process that read one as Rekognition does.
   * @throws ObjectNotFoundError
   */
  readObject(bucket: string, key: string): Promise<Uint8Array>;
}

/**
 * S3 on disk, in `s3/` of the data folder, with the template's buckets created where they are absent. An object that is answered
 * survives the end of the process, and none is ever seen in part.
 */
export async function createS3({ dataDir, buckets, credentials, onObjectCreated = () => undefined, onDefect, now = Date.now }: S3Props): Promise<S3Service> {
  const store = new ObjectStore(join(dataDir, 's3', 'buckets'));
  await store.prepare();
  for (const { name } of buckets) store.buckets.create(name);
  const rules = new Map(buckets.map(({ name, corsRules }) => [name, corsRules]));
  const context: S3Context = { store, uploads: new Uploads(store), corsRulesOf: (bucket) => rules.get(bucket) ?? [], onObjectCreated, credentials, now };
  const nameOf = ({ method, url, headers }: IncomingMessage): string | null => operationOf({ method, url: pathStyleUrl(url, headers.host), headers });

  const answer = async (http: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = readRequest(http);
    if (http.method === 'OPTIONS') {
      store.buckets.mustExist(request.bucket);
      answerEmpty(response, 200, preflightHeaders(context.corsRulesOf(request.bucket), http));
      return;
    }
    for (const [name, value] of Object.entries(corsHeaders(context.corsRulesOf(request.bucket), http))) response.setHeader(name, value);
    authorise(request, credentials, now());
    const operation = OPERATIONS[nameOf(http) ?? ''];
    if (!operation) throw new S3Error('NotImplemented', 'A header or a parameter you provided implies functionality that is not implemented');
    await operation(context, request, response);
  };

  const fail = (http: IncomingMessage, response: ServerResponse, error: unknown): void => {
    // What comes of a connection that its client cut is no defect.
    if (http.socket.destroyed) return;
    if (!(error instanceof S3Error)) onDefect('s3', error);
    answerS3Error(response, error instanceof S3Error ? error : new S3Error('InternalError', 'We encountered an internal error. Please try again.'));
  };

  return {
    signingName: 's3',
    operationOf: nameOf,
    claims: isLinked,
    handle: (http, response) => {
      // The rest of a body that nobody wanted must not stay in the way of the connection's next request.
      response.once('finish', () => {
        http.unpipe();
        discardRest(http);
      });
      answer(http, response).catch((error: unknown) => {
        fail(http, response, error);
      });
    },
    readObject: async (bucket, key) => {
      try {
        return await store.read(bucket, key);
      } catch (cause) {
        if (cause instanceof S3Error || isMissing(cause)) throw new ObjectNotFoundError(bucket, key, { cause });
        throw cause;
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Whether a request is signed for S3 by other means than a header, or not at all: a presigned URL, a form, a browser's preflight for either. */
function isLinked(http: IncomingMessage): boolean {
  const { method, url = '/', headers } = http;
  if (headers.authorization !== undefined || headers['x-amz-target'] !== undefined) return false;
  if (isPresigned(new URLSearchParams(url.split('?')[1]))) return signingNameOf(http) === 's3';
  if (method === 'OPTIONS') return headers['access-control-request-method'] !== undefined;
  return method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data');
}
