import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPoolGroup, Mfa, OAuthScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** Who may sign in, and as what. Nobody signs up by themselves: an admin invites. */
export class SignIn extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: false } },
      passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true, tempPasswordValidity: Duration.days(3) },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const group of ['admin', 'auditor', 'candidate']) {
      new CfnUserPoolGroup(this, `${group[0]?.toUpperCase() ?? ''}${group.slice(1)}Group`, { userPoolId: this.userPool.userPoolId, groupName: group });
    }
    this.client = this.userPool.addClient('App', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      // With AWS credentials alone: how an operator gets a token for curl.
      authFlows: { adminUserPassword: true, userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: ['http://127.0.0.1:4000/signed-in'],
        logoutUrls: ['http://127.0.0.1:4000/'],
      },
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    });
    acknowledge(this.userPool, {
      'AwsSolutions-COG2': 'A candidate signs in once, for one exam: a second factor is offered, and required where the exam office says so.',
      'AwsSolutions-COG8': 'Threat protection needs the Plus plan, priced per user: an operator turns it on where the exam office wants it.',
    });
  }
}
