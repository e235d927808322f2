/**
 * CloudFront, viewer request, for everything but the API: what names a file is that file, every other path is a page, and all pages are index.html.
 * CloudFront's runtime knows little of the language since 2015: no destructuring.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it.
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!lastSegment.includes('.')) request.uri = '/index.html';
  return request;
}
