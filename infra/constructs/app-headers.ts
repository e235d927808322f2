import { Aws, Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { securityHeaders, STRICT_TRANSPORT_SECURITY } from '../../domain/security-headers.ts';

/** The security headers of the app, in the two forms that CloudFront wants them in. */
export class AppHeaders extends ResponseHeadersPolicy {
  /** @param connectOrigins where the app sends requests beside its own origin */
  constructor(scope: Construct, id: string, connectOrigins: readonly string[]) {
    const headers = securityHeaders(connectOrigins);
    const override = true;
    super(scope, id, {
      // Names of CloudFront's are an account's, for all regions that the stack may be in.
      responseHeadersPolicyName: `${Aws.STACK_NAME}-${Aws.REGION}`,
      comment: 'What a browser may do with the app, and nothing else.',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: headers['content-security-policy'], override },
        // Its only value is nosniff.
        contentTypeOptions: { override },
        referrerPolicy: { referrerPolicy: referrerPolicy(headers['referrer-policy']), override },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(STRICT_TRANSPORT_SECURITY.maxAgeDays), includeSubdomains: STRICT_TRANSPORT_SECURITY.includeSubdomains, override },
      },
      customHeadersBehavior: {
        customHeaders: (['cross-origin-opener-policy', 'permissions-policy'] as const).map((header) => ({ header, value: headers[header], override })),
      },
    });
  }
}

/** @throws TypeError when CloudFront knows no such policy */
function referrerPolicy(value: string): HeadersReferrerPolicy {
  const known = Object.values(HeadersReferrerPolicy).find((policy: string) => policy === value);
  if (known === undefined) throw new TypeError(`CloudFront knows no referrer policy ${value}.`);
  return known;
}
