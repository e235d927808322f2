import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { S3Error } from '../errors.ts';

const CRLF = '\r\n';
/** A size in hexadecimal and a signature take about a hundred bytes. */
const MAX_HEADER_BYTES = 1_024;

/**
 * Takes a body out of the `aws-chunked` encoding: `size-in-hex[;chunk-signature=…]\r\n data \r\n` repeated, a chunk of size 0,
 * trailing headers. Signatures and trailing checksums are not verified, the length is.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder extends Transform {
  readonly #expectedBytes: number;
  #decodedBytes = 0;
  /** What is left of the chunk's data; null while a chunk's header is awaited. */
  #remainingBytes: number | null = null;
  #pending = Buffer.alloc(0);
  #ended = false;

  /** @param expectedBytes the request's `x-amz-decoded-content-length` */
  constructor(expectedBytes: number) {
    super();
    this.#expectedBytes = expectedBytes;
  }

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      // After the last chunk only trailing headers come.
      if (!this.#ended) {
        this.#pending = Buffer.concat([this.#pending, data]);
        this.#decode();
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#ended && this.#decodedBytes === this.#expectedBytes ? null : incompleteBody());
  }

  #decode(): void {
    while (!this.#ended && (this.#remainingBytes === null ? this.#readHeader() : this.#readData(this.#remainingBytes)));
  }

  /** Whether there was a whole header. */
  #readHeader(): boolean {
    const end = this.#pending.indexOf(CRLF);
    if (end < 0) {
      if (this.#pending.length > MAX_HEADER_BYTES) throw incompleteBody();
      return false;
    }
    const size = /^([0-9a-f]{1,8})(?:;|$)/i.exec(this.#pending.toString('latin1', 0, end))?.[1];
    if (size === undefined) throw incompleteBody();
    this.#pending = this.#pending.subarray(end + CRLF.length);
    this.#remainingBytes = parseInt(size, 16);
    this.#ended = this.#remainingBytes === 0;
    return true;
  }

  /** Whether the chunk was completed. */
  #readData(remainingBytes: number): boolean {
    const data = this.#pending.subarray(0, remainingBytes);
    if (data.length > 0) this.push(data);
    this.#decodedBytes += data.length;
    this.#remainingBytes = remainingBytes - data.length;
    this.#pending = this.#pending.subarray(data.length);
    if (this.#remainingBytes > 0 || this.#pending.length < CRLF.length) return false;
    if (this.#pending.toString('latin1', 0, CRLF.length) !== CRLF) throw incompleteBody();
    this.#pending = this.#pending.subarray(CRLF.length);
    this.#remainingBytes = null;
    return true;
  }
}

function incompleteBody(): Error {
  return new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
}
