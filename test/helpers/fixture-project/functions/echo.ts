import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * Answers with its event and environment, or, to try what the gateway makes of it, with exactly the JSON that the query's `answer`
 * or the body's `answer` holds; `throw` fails.
 */
export const handler = (event: APIGatewayProxyEvent): Promise<unknown> => {
  const answer = event.queryStringParameters?.answer;
  if (answer === 'throw') return Promise.reject(new Error('asked to fail'));
  if (answer === 'never') return new Promise(() => setTimeout(() => undefined, 60_000));
  if (answer) return Promise.resolve(JSON.parse(answer));
  return Promise.resolve({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: JSON.stringify({ event, environment: process.env }) });
};
