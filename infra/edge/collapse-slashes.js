/**
 * CloudFront, viewer request, for the API: clients join a base that ends in a slash with a path that begins with one, and API Gateway knows no such route.
 * CloudFront's runtime knows little of the language since 2015: no destructuring.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it.
function handler(event) {
  const request = event.request;
  request.uri = request.uri.replace(/\/{2,}/g, '/');
  return request;
}
