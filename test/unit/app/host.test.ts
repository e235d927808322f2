import { describe, expect, it } from '@jest/globals';
import { isLoopback, reachableHost, urlHost } from '../../../local/host.ts';

const address = (text: string, family: 'IPv4' | 'IPv6', internal: boolean) => ({ address: text, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 });
const INTERFACES = {
  lo: [address('127.0.0.1', 'IPv4', true)],
  eth0: [address('fe80::1', 'IPv6', false), address('192.0.2.7', 'IPv4', false)],
};

describe('isLoopback', () => {
  it.each([['127.0.0.1', true], ['127.1.2.3', true], ['localhost', true], ['::1', true], ['0.0.0.0', false], ['::', false], ['192.0.2.7', false]])('says of %s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('reachableHost', () => {
  it.each(['0.0.0.0', '::'])('names an address of the machine for %s', (host) => {
    expect(reachableHost(host, INTERFACES)).toBe('192.0.2.7');
  });

  it('names loopback where the machine has no other address', () => {
    expect(reachableHost('0.0.0.0', { lo: INTERFACES.lo })).toBe('127.0.0.1');
  });

  it('leaves an address as it is', () => {
    expect(reachableHost('192.0.2.9', INTERFACES)).toBe('192.0.2.9');
  });
});

describe('urlHost', () => {
  it('puts IPv6 in brackets', () => {
    expect(urlHost('::1')).toBe('[::1]');
    expect(urlHost('127.0.0.1')).toBe('127.0.0.1');
  });
});
