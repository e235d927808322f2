import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { invalidArgument, S3Error } from '../errors.ts';

/** What comes before the file. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const MAX_FIELDS_BYTES = 20_000;
const MAX_FIELDS = 100;
const MAX_FILE_HEADER_BYTES = 4_096;

export interface UploadForm {
  /** By name in lower case; those after the file are none. */
  fields: Map<string, string>;
  /** Fails with MalformedPOSTRequest when the form ends before its file does. */
  file: AsyncIterable<Buffer>;
  /** Without folders. */
  fileName: string;
}

/**
 * Reads a form of `multipart/form-data` up to its file, which is the last that counts and is left to be read.
 *
 * @throws S3Error MalformedPOSTRequest, MaxPostPreDataLengthExceededError, InvalidArgument when there is no file
 */
export function readForm(request: IncomingMessage): Promise<UploadForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    let sizeBytes = 0;
    let file: Readable | null = null;
    const parser = createParser(request);
    const fail = (error: Error): void => {
      file?.destroy(error);
      reject(error);
    };
    parser.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (file) return;
      sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (sizeBytes > MAX_FIELDS_BYTES || nameTruncated || valueTruncated) fail(tooMuch());
      fields.set(name.toLowerCase(), value);
    });
    parser.on('fieldsLimit', () => {
      fail(tooMuch());
    });
    parser.on('file', (_name, stream, fileName) => {
      file = stream;
      stream.on('error', () => {
        // Whoever reads it later is told; until then somebody must listen.
      });
      resolve({ fields, file: wellFormed(stream), fileName });
    });
    parser.on('error', (cause) => {
      fail(malformed(cause));
    });
    parser.on('finish', () => {
      reject(invalidArgument('POST requires exactly one file upload per request.', 'file', '0'));
    });
    request.once('close', () => {
      if (!request.complete) fail(Object.assign(new Error('The client cut the request short.'), { code: 'ECONNRESET' }));
    });
    request.pipe(parser);
  });
}

function createParser(request: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      isPartAFile: (name) => name === 'file',
      limits: { fieldSize: MAX_FIELDS_BYTES, fields: MAX_FIELDS, files: 1, headerSize: MAX_FILE_HEADER_BYTES },
    });
  } catch (cause) {
    throw malformed(cause);
  }
}

async function* wellFormed(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* file as AsyncIterable<Buffer>;
  } catch (cause) {
    throw malformed(cause);
  }
}

function malformed(cause: unknown): S3Error {
  return new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.', {}, { cause });
}

function tooMuch(): S3Error {
  return new S3Error('MaxPostPreDataLengthExceededError', 'Your POST request fields preceding the upload file were too large.', { MaxPostPreDataLengthBytes: MAX_FIELDS_BYTES });
}
