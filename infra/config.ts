import { Duration } from 'aws-cdk-lib';
import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** A name of the operator's own, whose DNS record points at the distribution. */
export interface AppDomain {
  /** For example `exams.example.org`. */
  name: string;
  /** Of ACM, in us-east-1, where CloudFront looks for it. */
  certificateArn: string;
}

/** Who invitations and new passwords come from. */
export interface EmailSender {
  /** Verified in Amazon SES, whose account is out of its sandbox. For example `exams@example.org`. */
  address: string;
  /** Of SES. */
  region: string;
}

/** What may differ from one installation to the next. */
export const CONFIG = {
  /** Null is CloudFront's own name and certificate, with which CloudFront accepts TLS 1.0 and 1.1 too. */
  appDomain: null as AppDomain | null,
  /** Null is Cognito's own, who sends some fifty e-mails a day for a whole account. */
  emailSender: null as EmailSender | null,
  /** Whether everybody needs an authenticator app to sign in, from their first time on; Cognito asks for no second factor else. */
  requireSecondFactor: false as boolean,

  /** Where CloudFront serves from: North America and Europe. More of the world costs more and is nearer to who sits there. */
  priceClass: PriceClass.PRICE_CLASS_100,

  /** One retention governs verdicts, frames and logs. CloudWatch knows certain numbers of days only: of these this is one. */
  retentionDays: RetentionDays.SIX_MONTHS,

  /** API Gateway gives up after 29 s; inside it the function, the SDK and verify-frame give up one after the other, the innermost first. */
  apiTimeout: Duration.seconds(29),
  startVerdictTimeout: Duration.seconds(26),
  startRegistrationTimeout: Duration.seconds(26),
  /** verify-frame gives an analysis 4 s. */
  analysisTimeout: Duration.seconds(4),
  readTimeout: Duration.seconds(15),
  registrationStepTimeout: Duration.seconds(15),

  /** Requests a second, and how many at once, of each method of the API: API Gateway counts by method. */
  throttle: { rateLimit: 200, burstLimit: 400 },
  /** Of `POST /process`, by which frames come beside those of `POST /verdicts`. One partition of Executions takes five hundred of both. */
  processThrottle: { rateLimit: 50, burstLimit: 100 },
} as const;
