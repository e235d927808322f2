import { v5 } from 'uuid';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';

/** An event in the form in which EventBridge hands it to targets. */
export interface AwsEvent {
  version: '0';
  /** The same whenever the same thing is announced again. */
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** How an object came to be, in the words of S3's events. */
export type CreationReason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** An object that is durably in its bucket. */
export interface CreatedObject {
  bucket: string;
  key: string;
  sizeBytes: number;
  /** Without quotes. */
  etag: string;
  reason: CreationReason;
}

const NAMESPACE = '5f2a8a5e-3c36-4b0a-9f3a-0d6f0c1b7a54';

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export function objectCreatedEvent({ bucket, key, sizeBytes, etag, reason }: CreatedObject, timeMs: number): AwsEvent {
  return {
    ...envelope(`${bucket}\n${key}\n${etag}\n${String(timeMs)}`, timeMs),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: { version: '0', bucket: { name: bucket }, object: { key, size: sizeBytes, etag, sequencer: timeMs.toString(16).toUpperCase().padStart(18, '0') }, requester: ACCOUNT_ID, reason },
  };
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
export function scheduledEvent(ruleArn: string, timeMs: number): AwsEvent {
  return { ...envelope(`${ruleArn}\n${String(timeMs)}`, timeMs), 'detail-type': 'Scheduled Event', source: 'aws.events', resources: [ruleArn], detail: {} };
}

function envelope(identity: string, timeMs: number): Pick<AwsEvent, 'version' | 'id' | 'account' | 'time' | 'region'> {
  // EventBridge tells the time in whole seconds.
  return { version: '0', id: v5(identity, NAMESPACE), account: ACCOUNT_ID, time: new Date(timeMs).toISOString().replace(/\.\d+/, ''), region: REGION };
}
