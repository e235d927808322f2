import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsService } from '../../local/aws/service.ts';

/** One AWS service on a port of its own, closed with the service. */
export async function serveAwsService(service: AwsService): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    service.handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.close();
    },
  };
}
