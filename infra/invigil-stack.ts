import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import packageJson from '../package.json' with { type: 'json' };
import { CONFIG } from './config.ts';
import { Api } from './constructs/api.ts';
import { AuditApi } from './constructs/audit-api.ts';
import { BulkApi } from './constructs/bulk-api.ts';
import { Erasure } from './constructs/erasure.ts';
import { ExportApi } from './constructs/export-api.ts';
import { FaceCollection } from './constructs/face-collection.ts';
import { ImageBuckets } from './constructs/image-buckets.ts';
import { Parameters } from './constructs/parameters.ts';
import { PeopleApi } from './constructs/people-api.ts';
import { PolicyApi } from './constructs/policy-api.ts';
import { Readers } from './constructs/readers.ts';
import { Reconciliation } from './constructs/reconciliation.ts';
import { RegisterFace } from './constructs/register-face.ts';
import { RegistrationApi } from './constructs/registration-api.ts';
import { Retention } from './constructs/retention.ts';
import { SessionsApi } from './constructs/sessions-api.ts';
import { SignIn } from './constructs/sign-in.ts';
import { SigningKey } from './constructs/signing-key.ts';
import { Starters } from './constructs/starters.ts';
import { Tables } from './constructs/tables.ts';
import { VerifyFrame } from './constructs/verify-frame.ts';
import { WebApp } from './constructs/web-app.ts';

/** All of Invigil on AWS, and the one list of what runs on one machine too. */
export class InvigilStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id, { description: 'Invigil: remote proctoring that can be audited.' });
    const parameters = new Parameters(this, 'Parameters');
    const tables = new Tables(this, 'Tables');
    const buckets = new ImageBuckets(this, 'Buckets');
    const collection = new FaceCollection(this, 'Faces');
    const verifyFrame = new VerifyFrame(this, 'VerifyFrame', { tables, buckets, collection });
    const registerFace = new RegisterFace(this, 'RegisterFace', { tables, buckets, collection, parameters });
    const signingKey = new SigningKey(this, 'SigningKey');
    const signIn = new SignIn(this, 'SignIn', { adminEmail: parameters.adminEmail, emailSender: CONFIG.emailSender, requireSecondFactor: CONFIG.requireSecondFactor });
    const api = new Api(this, 'Api', { signIn, version: packageJson.version });
    new Starters(this, 'Starters', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new SessionsApi(this, 'SessionsApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new RegistrationApi(this, 'RegistrationApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    const { registerBulk } = new BulkApi(this, 'BulkApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new Erasure(this, 'Erasure', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey, collection });
    new ExportApi(this, 'ExportApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new Retention(this, 'Retention', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new AuditApi(this, 'AuditApi', { api, tables, buckets, verifyFrame, registerFace, registerBulk, parameters, signingKey });
    new PolicyApi(this, 'PolicyApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new PeopleApi(this, 'PeopleApi', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey, collection });
    new Readers(this, 'Readers', { api, tables, buckets, verifyFrame, registerFace, parameters, signingKey });
    new Reconciliation(this, 'Reconciliation', { tables, buckets, collection, parameters });

    const webApp = new WebApp(this, 'WebApp', {
      restApi: api.restApi,
      connectOrigins: [`https://cognito-idp.${this.region}.${this.urlSuffix}`, signIn.domainUrl, `https://${buckets.imports.bucketRegionalDomainName}`, `https://${buckets.exports.bucketRegionalDomainName}`],
      domain: CONFIG.appDomain,
      priceClass: CONFIG.priceClass,
    });
    const client = signIn.addAppClient(webApp.url);
    // One machine serves the app by itself: its files, and the seconds that building them takes, are no part of its assembly.
    if (this.node.tryGetContext('invigil:without-app-files') !== true) {
      webApp.deploy({ issuer: signIn.issuerUrl, clientId: client.userPoolClientId, region: this.region, logoutUrl: `${signIn.domainUrl}/logout`, retentionDays: CONFIG.retentionDays });
    }

    new CfnOutput(this, 'AppUrl', { value: webApp.url });
    new CfnOutput(this, 'ApiUrl', { value: `${webApp.url}api/` });
    new CfnOutput(this, 'UserPoolId', { value: signIn.userPool.userPoolId });
    new CfnOutput(this, 'AppClientId', { value: client.userPoolClientId });
  }
}
