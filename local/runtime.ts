import { join } from 'node:path';
import type { Assembly } from './assembly/assembly.ts';
import { loadAssembly } from './assembly/load-assembly.ts';
import { createCredentials, type Credentials } from './aws/credentials.ts';
import { createAwsEndpoint } from './aws/endpoint.ts';
import { REGION } from './aws/service.ts';
import { Cleanup } from './cleanup.ts';
import { prepareDataFolder } from './data-folder.ts';
import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { createEvents, type Events } from './events/events.ts';
import { freePort } from './free-port.ts';
import { isLoopback, reachableHost, urlHost } from './host.ts';
import type { DemoUser } from './identity/demo-user.ts';
import { createIssuer } from './identity/issuer.ts';
import { createKms } from './kms/kms.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import { createLambdaService } from './lambda/lambda-service.ts';
import type { LogStore } from './logs/log-store.ts';
import { createLogs } from './logs/logs.ts';
import { prepareProduct } from './prepare-product.ts';
import { createRekognition } from './rekognition/create-rekognition.ts';
import { startRetention } from './retention/retention.ts';
import { createS3 } from './s3/s3.ts';
import type { Settings } from './settings.ts';
import { createStates } from './states/states.ts';
import { createVision } from './vision/create-vision.ts';
import { createWebServer } from './web-server.ts';

/**
 * A frame every second, and as many as one likes at once: nobody pays for calls here. A phone from 50 on: the engine is unsure of most small phones that it finds, and hardly ever takes
 * anything else for one (docs/vision.md has the figures).
 */
const PARAMETERS = { FrameIntervalMs: '1000', FrameBurst: '100000', ObjectsOfInterest: 'Mobile Phone:50,Cell Phone:50' };

export interface RuntimeProps extends Settings {
  /** Told what is being done, a line at a time. */
  onProgress: (line: string) => void;
  /** Told of defects of ours; never given a face, a token or a body. */
  onDefect: (operation: string, error: unknown) => void;
}

/** A whole Invigil on this machine. */
export interface Runtime {
  /** Where the app and the API are, for example `http://127.0.0.1:4000`. */
  origin: string;
  /** The one endpoint of all AWS services. */
  awsEndpointUrl: string;
  users: readonly DemoUser[];
  password: string;
  /** Ends everything in order; what was acknowledged is on disk already. */
  close(): Promise<void>;
}

/** Starts every part from the synthesized cloud assembly and connects them as AWS would. */
export async function startRuntime(props: RuntimeProps): Promise<Runtime> {
  const { dataDir, host, onDefect } = props;
  const allowAnyHost = !isLoopback(host);
  const cleanup = new Cleanup();
  try {
    await prepareDataFolder(dataDir, props);
    const { modelFiles, assemblyDir, appDir } = await prepareProduct(props.onProgress);
    let isComplete = false;
    const endpoint = await createAwsEndpoint({ services: [], faults: props.faults, host, port: props.awsPort, allowAnyHost, isComplete: () => isComplete, onDefect });
    cleanup.defer(() => endpoint.close());
    const port = props.port === 0 ? await freePort(host) : props.port;
    const origin = `http://${urlHost(reachableHost(host))}:${port}`;
    const assembly = loadAssembly(assemblyDir, { endpointUrl: endpoint.url, issuerUrl: `${origin}/issuer`, parameters: { ...PARAMETERS, ...(props.frameBurst === null ? {} : { FrameBurst: String(props.frameBurst) }) } });

    // DynamoDB first: it finds out whether another instance uses the same data.
    const dynamoDb = await createDynamoDb({ dataDir, tables: assembly.tables, onDefect });
    cleanup.defer(() => dynamoDb.close());
    const credentials = createCredentials();
    let events: Events | null = null;
    const [s3, logs, kms, vision] = await Promise.all([
      createS3({ dataDir, buckets: assembly.buckets, credentials, onObjectCreated: (object) => { events?.objectCreated(object); }, onDefect }),
      createLogs({ groups: assembly.logGroups, dataDir: join(dataDir, 'logs'), onDefect }),
      createKms({ keys: assembly.signingKeys, dataDir: join(dataDir, 'kms'), onDefect }),
      createVision({ modelFiles, mode: props.visionMode, embedder: props.embedder }),
    ]);
    cleanup.defer(() => Promise.all([s3.close(), logs.close(), kms.close(), vision.close()]));
    const rekognition = await createRekognition({ vision, readS3Object: (bucket, key) => s3.readObject(bucket, key), dataDir: join(dataDir, 'rekognition'), onDefect });
    cleanup.defer(() => rekognition.close());
    for (const { id } of assembly.collections) await rekognition.ensureCollection(id);
    for (const { collectionId, embedding } of rekognition.incomparableCollections()) {
      props.onProgress(`The collection ${collectionId} recognises nobody: its faces were seen by ${embedding}, not by ${vision.modelVersions.embedding}. Stop Invigil and run: npm run reindex`);
    }

    const lambda = startFunctions(assembly, endpoint.url, credentials, logs.store);
    const states = await createStates({ machines: assembly.stateMachines, lambda, endpointUrl: () => endpoint.url, logs: logs.store, dataDir: join(dataDir, 'states'), onDefect });
    cleanup.defer(() => Promise.all([states.close(), lambda.close()]));
    for (const service of [dynamoDb, s3, logs.service, kms, rekognition, createLambdaService({ lambda, onDefect }), states.service]) endpoint.register(service);
    isComplete = true;
    const bus = await createEvents({ rules: assembly.rules, lambda, endpointUrl: endpoint.url, dataDir: join(dataDir, 'events'), onDefect });
    cleanup.defer(() => bus.close());
    events = bus;
    const retention = startRetention({ tables: assembly.tables, buckets: assembly.buckets, endpointUrl: endpoint.url, states, onDefect });
    cleanup.defer(() => retention.close());
    await lambda.warm(framePath(assembly));

    const issuer = await createIssuer({
      issuerUrl: `${origin}/issuer`,
      clientId: assembly.userPool.clientId,
      redirectUris: [`${origin}/signed-in`],
      postLogoutRedirectUris: [`${origin}/`],
      groups: assembly.userPool.groups,
      dataDir,
      onDefect,
    });
    cleanup.defer(() => issuer.close());
    const web = await createWebServer({ appDir, assembly, lambda, issuer, origin, connectOrigins: [endpoint.url], allowAnyHost, onDefect });
    await web.listen({ host, port });
    cleanup.defer(() => web.close());
    return { origin, awsEndpointUrl: endpoint.url, users: issuer.users, password: issuer.password, close: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

function startFunctions(assembly: Assembly, endpointUrl: string, { accessKeyId, secretAccessKey }: Credentials, logs: LogStore): Lambda {
  const groupOf = new Map(assembly.functions.map(({ name, logGroupName }) => [name, logGroupName ?? `/aws/lambda/${name}`]));
  return createLambda({
    functions: assembly.functions,
    environment: { AWS_ENDPOINT_URL: endpointUrl, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    onLog: (functionName, _requestId, line) => {
      logs.put(groupOf.get(functionName) ?? '', functionName, [{ timestampMs: Date.now(), message: line }]);
    },
  });
}

/** The functions that a frame passes: they load at start, so that the first one is as quick as the next. */
function framePath({ functions, stateMachines }: Assembly): string[] {
  const express = stateMachines.filter(({ type }) => type === 'EXPRESS');
  const isCalled = (arn: string): boolean => express.some(({ definition }) => definition.includes(`"${arn}"`));
  const isStarter = (environment: Readonly<Record<string, string>>): boolean => express.some(({ arn }) => Object.values(environment).includes(arn));
  return functions.filter(({ arn, environment }) => isCalled(arn) || isStarter(environment)).map(({ name }) => name);
}
