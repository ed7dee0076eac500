import {PassThrough} from 'node:stream';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {UserError} from '../../src/model/errors.ts';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {supervise} from '../../src/sandbox/supervisor.ts';
import {SOON} from '../kube/fakes.ts';

vi.mock('../../src/sandbox/control-plane.ts', () => ({startControlPlane: vi.fn<typeof startControlPlane>()}));

const BINARIES = {etcd: '/etcd', 'kube-apiserver': '/api', 'kube-controller-manager': '/kcm', kubectl: '/kubectl'};
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
afterEach(() => {
  for (const name of SIGNALS) process.removeAllListeners(name);
  vi.mocked(startControlPlane).mockReset();
});

function supervised() {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  let said = '';
  stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const stop = vi.fn<() => Promise<void>>(async () => {});
  const plane = {server: 'https://127.0.0.1:1', kubeconfig: '', caFile: '', tokens: {}, stop};
  return {stdin, stop, plane, said: () => said, ended: supervise('/sandbox', stdin, stdout)};
}

describe('a supervisor', () => {
  test('starts what it is told, says where, and ends it with whoever started it', async () => {
    const {stdin, plane, stop, said, ended} = supervised();
    vi.mocked(startControlPlane).mockResolvedValue(plane);
    stdin.write(`${JSON.stringify(BINARIES)}\n`);
    await expect.poll(said, SOON).toBe('{"server":"https://127.0.0.1:1"}\n');
    expect(vi.mocked(startControlPlane)).toHaveBeenCalledWith({binaries: BINARIES, folder: '/sandbox/plane'});
    expect(stop).not.toHaveBeenCalled();
    stdin.end();
    await ended;
    expect(stop).toHaveBeenCalledOnce();
  });

  test('that is told to stay ends by a signal', async () => {
    const {stdin, plane, stop, said, ended} = supervised();
    vi.mocked(startControlPlane).mockResolvedValue(plane);
    stdin.write(`${JSON.stringify(BINARIES)}\n`);
    await expect.poll(said, SOON).toContain('server');
    stdin.end('stay\n');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(stop).not.toHaveBeenCalled();
    process.emit('SIGTERM');
    await ended;
    expect(stop).toHaveBeenCalledOnce();
  });

  test('tries again where another program took its port, three times in all', async () => {
    const {stdin, said, ended} = supervised();
    vi.mocked(startControlPlane).mockRejectedValue(new UserError('listen: address already in use', 'Its log.'));
    stdin.write(`${JSON.stringify(BINARIES)}\n`);
    await ended;
    expect(vi.mocked(startControlPlane)).toHaveBeenCalledTimes(3);
    expect(JSON.parse(said())).toEqual({failure: 'listen: address already in use', hint: 'Its log.'});
  });

  test('says what failed, once', async () => {
    const {stdin, said, ended} = supervised();
    vi.mocked(startControlPlane).mockRejectedValue(new Error('no space left'));
    stdin.write(`${JSON.stringify(BINARIES)}\n`);
    await ended;
    expect([said(), vi.mocked(startControlPlane).mock.calls.length]).toEqual(['{"failure":"no space left"}\n', 1]);
  });

  test('whose starter is gone before it says anything does nothing', async () => {
    const {stdin, said, ended} = supervised();
    stdin.end();
    await ended;
    expect([said(), vi.mocked(startControlPlane).mock.calls.length]).toEqual(['', 0]);
  });
});
