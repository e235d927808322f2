import { randomUUID } from 'node:crypto';
import type { AwsError } from '../aws/aws-error.ts';

/** Refused before it comes to the service itself: these have the form that all AWS JSON services share. */
const OF_THE_PROTOCOL: ReadonlySet<string> = new Set(['RequestEntityTooLargeException', 'SerializationException', 'UnknownOperationException', 'ValidationException']);

/**
 * An error as Rekognition writes it: the service's own ones name themselves twice, and have something to look their log up by. SDKs find
 * the message in either form; programs that read `error.Code` find it in this one alone. A failure of ours has the name that its model gives it.
 * Source: https://docs.aws.amazon.com/rekognition/latest/dg/error-handling.html
 */
export function errorBody({ code, message }: AwsError): Record<string, string> {
  if (OF_THE_PROTOCOL.has(code)) return { __type: code, message };
  const name = code === 'InternalFailure' ? 'InternalServerError' : code;
  return { __type: name, Code: name, Logref: randomUUID(), Message: message };
}
