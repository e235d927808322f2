import { describe, expect, it } from '@jest/globals';
import { securityHeaders } from '../../../domain/security-headers.ts';

/** A policy's sources by directive. */
function directivesOf(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('the security headers', () => {
  it('allow the app its own files, the frames that it fetched and its own requests, and nothing else', () => {
    expect(directivesOf(securityHeaders()['content-security-policy'])).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'font-src': ["'self'"],
      'img-src': ["'self'", 'blob:', 'data:'],
      'media-src': ["'self'", 'blob:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
    });
  });

  it('let it talk to the origins of the sign-in too, where there are any', () => {
    const { 'connect-src': origins } = directivesOf(securityHeaders(['https://issuer.example', 'https://sign-in.example'])['content-security-policy']);
    expect(origins).toEqual(["'self'", 'https://issuer.example', 'https://sign-in.example']);
  });

  it('give the camera to the app alone, and no microphone or place to anybody', () => {
    const features = securityHeaders()['permissions-policy'].split(', ');
    expect(features).toEqual(expect.arrayContaining(['camera=(self)', 'microphone=()', 'geolocation=()']));
  });

  it('stay within what CloudFront takes for a policy', () => {
    // Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
    expect(securityHeaders(['https://cognito-idp.ap-southeast-4.amazonaws.com', 'https://invigil-111122223333.auth.ap-southeast-4.amazoncognito.com'])['content-security-policy'].length).toBeLessThan(1_783);
  });
});
