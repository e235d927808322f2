/** Who belongs to a face of the collection. */
export interface FaceDirectory {
  /** The person's full name; null when nobody is registered under this id, or the registration is still pending. */
  findRegisteredName(externalImageId: string): Promise<string | null>;
}
