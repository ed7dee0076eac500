import {expect, test} from 'vitest';
import {proxyFromEnvironment} from '../../src/kube/proxies.ts';

const chosen = (server: string, env: NodeJS.ProcessEnv): string | undefined =>
  proxyFromEnvironment(new URL(server), env)?.href;

test.each<[string, string, NodeJS.ProcessEnv, string | undefined]>([
  ['by the scheme', 'https://a', {HTTPS_PROXY: 'http://s', HTTP_PROXY: 'http://p'}, 'http://s/'],
  ['by the scheme, plain', 'http://a', {HTTPS_PROXY: 'http://s', HTTP_PROXY: 'http://p'}, 'http://p/'],
  ['in lower case', 'https://a', {https_proxy: 'http://s'}, 'http://s/'],
  ['upper case first', 'https://a', {HTTPS_PROXY: 'http://u', https_proxy: 'http://l'}, 'http://u/'],
  ['an empty one is none', 'https://a', {HTTPS_PROXY: '', https_proxy: 'http://l'}, 'http://l/'],
  ['without a scheme', 'https://a', {HTTPS_PROXY: 'p:3128'}, 'http://p:3128/'],
  ['a name alone', 'https://a', {HTTPS_PROXY: 'p'}, 'http://p/'],
  ['SOCKS', 'https://a', {HTTPS_PROXY: 'socks5://p:1080'}, 'socks5://p:1080'],
  ['no address', 'https://a', {HTTPS_PROXY: 'a b'}, undefined],
  ['ALL_PROXY means nothing to Go', 'https://a', {ALL_PROXY: 'http://p'}, undefined],
  [
    'HTTP_PROXY of a CGI script is whoever asks',
    'http://a',
    {HTTP_PROXY: 'http://p', REQUEST_METHOD: 'GET'},
    undefined,
  ],
  ['none', 'https://a', {}, undefined],
])('%s', (_what, server, env, proxy) => {
  expect(chosen(server, env)).toBe(proxy);
});

test.each<[string, string, boolean]>([
  ['https://localhost:1', '', false],
  ['https://127.3.2.1', '', false],
  ['https://[::1]:6443', '', false],
  ['https://[::ffff:127.0.0.1]', '', false],
  ['https://a.example.com', 'example.com', false],
  ['https://example.com', 'example.com', false],
  ['https://EXAMPLE.com', 'Example.COM ', false],
  ['https://notexample.com', 'example.com', true],
  ['https://example.com', '.example.com', true],
  ['https://a.example.com', '.example.com', false],
  ['https://a.example.com', '*.example.com', false],
  ['https://example.com', '*.example.com', true],
  ['https://a.example.com:6443', 'example.com:6443', false],
  ['https://a.example.com:6443', 'example.com:443', true],
  ['https://a.example.com', 'example.com:443', false],
  ['https://10.1.2.3:6443', '10.0.0.0/8', false],
  ['https://11.1.2.3:6443', '10.0.0.0/8', true],
  ['https://10.1.2.3:6443', '10.1.2.3', false],
  ['https://10.1.2.3:6443', '10.1.2.3:1', true],
  ['https://10.1.2.3:6443', '2.3', true],
  ['https://[fd00::1]:6443', 'fd00::/8', false],
  ['https://[fe00::1]:6443', 'fd00::/8', true],
  ['https://[fd00::1]:6443', 'fd00:0::1', false],
  ['https://[fd00::1]:6443', '[fd00::1]:6443', false],
  ['https://[fd00::1]:6443', '[fd00::1]:1', true],
  ['https://10.1.2.3', '::ffff:10.0.0.0/104', false],
  ['https://10.1.2.3', '10.0.0.0/99', true],
  ['https://a', ' , ,*', false],
  ['https://a', 'b,,:6443', true],
])('%s with NO_PROXY=%j', (server, noProxy, isProxied) => {
  const proxy = chosen(server, {HTTPS_PROXY: 'http://p', NO_PROXY: noProxy});
  expect(proxy).toBe(isProxied ? 'http://p/' : undefined);
  expect(chosen(server, {HTTPS_PROXY: 'http://p', no_proxy: noProxy})).toBe(proxy);
});
