import { mkdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { BucketResource } from '../assembly/assembly.ts';
import { answerError } from '../aws/error-answer.ts';
import type { AwsService } from '../aws/service.ts';
import type { CreatedObject } from '../events/aws-event.ts';
import { DurableStore } from './durable-store.ts';
import { ObjectNotFoundError } from './errors.ts';
import { pathStyleUrl, prepareRequest } from './incoming-request.ts';
import { isMissing } from './object-files.ts';
import { operationOf } from './operation.ts';
import { S3Error, S3rver } from './s3rver.ts';
import { WriteOnce } from './write-once.ts';

export interface S3Props {
  dataDir: string;
  buckets: BucketResource[];
  /** Told of every object that was created, once it is durably there. */
  onObjectCreated?: (object: CreatedObject) => void;
  /** Told of errors that are no answer of S3: defects of ours. */
  onDefect: (operation: string, error: unknown) => void;
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
export async function createS3(props: S3Props): Promise<S3Service> {
  const directory = join(props.dataDir, 's3', 'buckets');
  await mkdir(directory, { recursive: true });
  const store = new DurableStore(directory);
  await store.recover();
  for (const bucket of props.buckets) await store.putBucket(bucket.name);

  const application = new S3rver({ directory, silent: true, allowMismatchedSignatures: true, vhostBuckets: false });
  application.store = application.context.store = store;
  application.on('error', (error, { res: response }) => {
    // What comes of a connection that its client cut is no defect.
    if (!(error instanceof S3Error) && !response.req.socket.destroyed) props.onDefect('s3', error);
  });
  const answer = application.callback();
  const writeOnce = new WriteOnce((path) => store.existsAt(path));

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prepared = prepareRequest(request);
    const refusal = writeOnce.refusalOf(prepared, response);
    if (refusal) answerError(request, response, refusal);
    else await answer(prepared, response);
  };

  return {
    signingName: 's3',
    operationOf: ({ method, url, headers }) => operationOf({ method, url: pathStyleUrl(url, headers.host), headers }),
    handle: (request, response) => {
      // The rest of a body that nobody wanted must not stay in the way of the connection's next request.
      response.once('finish', () => request.unpipe().resume());
      handle(request, response).catch((error: unknown) => {
        props.onDefect('s3', error);
        response.destroy();
      });
    },
    readObject: async (bucket, key) => {
      try {
        return await readFile(store.getResourcePath(bucket, key, 'object'));
      } catch (cause) {
        if (cause instanceof S3Error || isMissing(cause)) throw new ObjectNotFoundError(bucket, key, { cause });
        throw cause;
      }
    },
    close: () => {
      application.logger.close();
      return Promise.resolve();
    },
  };
}
