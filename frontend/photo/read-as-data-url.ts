/** A blob as a `data:` address, base64 within. */
export function readAsDataUrl(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => { resolve(reader.result as string); };
  reader.onerror = () => { reject(reader.error ?? new Error('The picture could not be read.')); };
  reader.readAsDataURL(blob);
  return promise;
}
