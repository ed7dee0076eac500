import {NO_CONFIG} from '../config/file.ts';
import {helmCommand} from '../helm/helm.ts';
import {connect} from '../kube/connection.ts';
import type {ConnectionSettings} from '../kube/connection.ts';
import {clusterReader} from '../kube/reader.ts';
import type {DriftReport} from '../model/report.ts';
import type {Scenario} from '../model/scenario.ts';
import {sandboxEnv} from '../sandbox/helm-at-hand.ts';
import {sandboxWriter} from '../sandbox/writer.ts';
import {createRedactor} from '../redact/redactor.ts';
import type {Stage} from '../simulate/play.ts';
import {waitUntilStable} from '../simulate/wait.ts';
import {fixedConfig} from './config-source.ts';
import type {OnProgress} from './events.ts';
import {reconcileByFix} from './reconcile.ts';
import type {Runtime} from './runtime.ts';
import {asDeployed, openSession} from './session.ts';
import type {Listen} from './listen.ts';

export interface LiveStageOptions {
  readonly connection: ConnectionSettings;
  /** The uid of the sandbox's kube-system namespace. */
  readonly uid: string;
  readonly helm: string;
  readonly listen?: Listen;
}

export interface LiveStage extends Stage {
  /** The report of now, with what the next upgrade to the same chart and values does. */
  foresee(): Promise<DriftReport>;
  close(): void;
}

/** The sandbox as a stage: the real release, the real writes, the real check. */
export async function liveStage(
  scenario: Scenario,
  {connection: settings, uid, helm: bin, listen}: LiveStageOptions,
  runtime: Runtime,
  onProgress: OnProgress,
): Promise<LiveStage> {
  const {release} = scenario;
  const env = sandboxEnv(runtime.env, settings.kubeconfig ?? '');
  const connection = await connect(settings);
  const helm = helmCommand({bin, namespace: release.namespace, connection: settings, env});
  const writer = sandboxWriter(connection, helm, uid);
  const session = openSession(
    {
      settings: {namespace: release.namespace, connection: settings, helmBin: bin, driver: 'secret'},
      fidelity: 'auto',
      config: fixedConfig(NO_CONFIG),
      onProgress,
      redactor: createRedactor(),
      ...(listen === undefined ? {} : {listen}),
    },
    {...runtime, env},
  );
  const reader = clusterReader(connection);
  return {
    install() {
      onProgress({kind: 'installing', release: release.name});
      return writer.install(scenario);
    },
    mutate: (mutation) => writer.mutate(mutation, release.namespace),
    waitUntilStable() {
      onProgress({kind: 'waiting-for-controllers'});
      return waitUntilStable(reader, release.namespace);
    },
    async reconcile() {
      onProgress({kind: 'reconciling'});
      await writer.assertSandbox();
      await reconcileByFix(release, session, runtime);
    },
    check: () => session.checkOne(asDeployed(release.name)),
    async foresee() {
      const {foresee} = await import('./forecast.ts');
      return foresee(asDeployed(release.name, release.namespace), session, {...runtime, env});
    },
    close() {
      session.close();
      connection.close();
    },
  };
}
