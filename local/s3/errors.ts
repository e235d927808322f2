/** There is no such object, or no such bucket. */
export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';

  constructor(bucket: string, key: string, options?: ErrorOptions) {
    super(`The bucket ${bucket} has no object ${key}.`, options);
  }
}
