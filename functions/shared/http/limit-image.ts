import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { MalformedJsonError } from '../../../domain/errors.ts';
import { assertImageFits, imageTooLarge, MAX_IMAGE_BYTES } from '../image/received-image.ts';

/** Beside the image's base64 there is room for the other fields, and for encoders that write `\/` for each slash. */
const BODY_ALLOWANCE_BYTES = 256 * 1024;
const MAX_BODY_BYTES = Math.ceil(MAX_IMAGE_BYTES / 3) * 4 + BODY_ALLOWANCE_BYTES;

/** Refuses, before it is parsed, a body that no image within the limit can need, and one that is not there. */
export function limitBody(): MiddlewareObj<APIGatewayProxyEvent> {
  return {
    before: ({ event }) => {
      if (event.body === null) throw new MalformedJsonError('The request has no body.');
      // A body sent as an image's type arrives as base64.
      const lengthBytes = event.isBase64Encoded ? (event.body.length * 3) / 4 : event.body.length;
      if (lengthBytes > MAX_BODY_BYTES) throw imageTooLarge();
    },
  };
}

/** Refuses an image that is too large before any other field is looked at. */
export function limitImage(): MiddlewareObj {
  return {
    before: ({ event }) => {
      const { body } = event as { body: unknown };
      if (typeof body === 'object' && body !== null && 'image' in body && typeof body.image === 'string') assertImageFits(body.image);
    },
  };
}
