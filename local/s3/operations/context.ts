import type { ServerResponse } from 'node:http';
import type { CorsRule } from '../../assembly/assembly.ts';
import type { Credentials } from '../../aws/credentials.ts';
import type { CreatedObject } from '../../events/aws-event.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Uploads } from '../store/uploads.ts';

/** What operations work on. */
export interface S3Context {
  store: ObjectStore;
  uploads: Uploads;
  /** None for a bucket that the template does not have. */
  corsRulesOf: (bucket: string) => readonly CorsRule[];
  /** Told of every object that was created. */
  onObjectCreated: (object: CreatedObject) => void;
  credentials: Credentials;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Answers one operation. @throws S3Error */
export type Operation = (context: S3Context, request: S3Request, response: ServerResponse) => Promise<void> | void;
