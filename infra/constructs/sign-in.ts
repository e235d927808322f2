import { Aws, CfnCondition, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  CfnUserPoolUser,
  CfnUserPoolUserToGroupAttachment,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolEmail,
  type UserPoolClient,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { EmailSender } from '../config.ts';

export interface SignInProps {
  /** The first admin's e-mail; when it is empty there is none. */
  adminEmail: string;
  /** Null is Cognito's own. */
  emailSender: EmailSender | null;
  /** Whether everybody needs a second factor. */
  requireSecondFactor: boolean;
}

/** Who may sign in, where, and as what. Nobody signs up by themselves: an admin invites. */
export class SignIn extends Construct {
  readonly userPool: UserPool;
  readonly #domain: UserPoolDomain;

  constructor(scope: Construct, id: string, { adminEmail, emailSender, requireSecondFactor }: SignInProps) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: false } },
      passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true, tempPasswordValidity: Duration.days(30) },
      mfa: requireSecondFactor ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      ...(emailSender === null ? {} : { email: UserPoolEmail.withSES({ fromEmail: emailSender.address, sesRegion: emailSender.region }) }),
      deletionProtection: true,
      // A creation that is rolled back keeps it too: it is protected, and could not be deleted.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#domain = this.userPool.addDomain('Domain', {
      // Nobody else in the region may have the prefix: an account's number makes it ours.
      cognitoDomain: { domainPrefix: `${Stack.of(this).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const admins = this.#addGroup('admin');
    this.#addGroup('auditor');
    this.#addGroup('candidate');
    this.#addFirstAdmin(adminEmail, admins);
    acknowledge(this.userPool, {
      'AwsSolutions-COG2': 'A candidate signs in once, for one exam. infra/config.ts requires a second factor of everybody, where the exam office does.',
      'AwsSolutions-COG8': 'Threat protection needs the Plus plan, priced per user: an operator turns it on where the exam office wants it.',
    });
  }

  /** The issuer in the tokens; the app looks there for where everything else is. */
  get issuerUrl(): string {
    return this.userPool.userPoolProviderUrl;
  }

  /** Where people sign in and out, for example `https://invigil-123456789012.auth.eu-west-1.amazoncognito.com`. */
  get domainUrl(): string {
    return this.#domain.baseUrl();
  }

  /** The app's client: public, for a page can keep no secret; its codes are bound to PKCE. */
  addAppClient(appUrl: string): UserPoolClient {
    const client = this.userPool.addClient('App', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      // With AWS credentials alone: how an operator gets a token for curl.
      authFlows: { adminUserPassword: true, userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${appUrl}signed-in`],
        logoutUrls: [appUrl],
      },
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    });
    // Managed login shows nothing to a client without a style; this is Cognito's own.
    new CfnManagedLoginBranding(this, 'Branding', { userPoolId: this.userPool.userPoolId, clientId: client.userPoolClientId, useCognitoProvidedValues: true });
    return client;
  }

  #addGroup(groupName: string): CfnUserPoolGroup {
    const group = new CfnUserPoolGroup(this, `${groupName[0]?.toUpperCase() ?? ''}${groupName.slice(1)}Group`, { userPoolId: this.userPool.userPoolId, groupName });
    // With the pool, which says then who was what.
    group.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return group;
  }

  /** Somebody has to invite the others. Cognito sends them a password for their first sign-in. */
  #addFirstAdmin(email: string, admins: CfnUserPoolGroup): void {
    const { userPoolId } = this.userPool;
    const isGiven = new CfnCondition(this, 'AdminIsGiven', { expression: Fn.conditionNot(Fn.conditionEquals(email, '')) });
    const user = new CfnUserPoolUser(this, 'FirstAdmin', {
      userPoolId,
      username: email,
      userAttributes: [
        { name: 'email', value: email },
        { name: 'email_verified', value: 'true' },
      ],
      desiredDeliveryMediums: ['EMAIL'],
    });
    const membership = new CfnUserPoolUserToGroupAttachment(this, 'FirstAdminMembership', { userPoolId, username: email, groupName: admins.ref });
    membership.addResourceDependency(user);
    for (const resource of [user, membership]) resource.cfnOptions.condition = isGiven;
  }
}
