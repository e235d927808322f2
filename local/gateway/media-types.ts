/**
 * Whether a media type is one of the API's binary media types; a pattern may be of the form `image/*`.
 *
 * @param mediaType with or without parameters, as in a Content-Type header
 */
export function isBinary(mediaType: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const [bare = ''] = (mediaType ?? '').toLowerCase().split(';', 1);
  const [type, subtype] = bare.trim().split('/');
  if (!type || !subtype) return false;
  return binaryMediaTypes.some((pattern) => {
    const [patternType, patternSubtype] = pattern.toLowerCase().split('/');
    return (patternType === '*' || patternType === type) && (patternSubtype === '*' || patternSubtype === subtype);
  });
}
