import { startLocalAws } from './local-aws.ts';

/** Serves DynamoDB and S3 on the data folder of its argument, as a process that a test can kill. */
try {
  const { url } = await startLocalAws(process.argv[2] ?? '');
  process.send?.({ url });
} catch (error) {
  process.send?.({ error: error instanceof Error ? { name: error.name, message: error.message } : String(error) });
  process.exitCode = 1;
}
