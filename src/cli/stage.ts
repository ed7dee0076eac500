import type {EvidenceSource} from '../check/check.ts';
import type {Baseline} from '../check/intent/baseline.ts';
import {NO_CONFIG} from '../config/file.ts';
import {helmCommand} from '../helm/helm.ts';
import {connect} from '../kube/connection.ts';
import type {ConnectionSettings} from '../kube/connection.ts';
import {clusterReader} from '../kube/reader.ts';
import type {Scenario} from '../model/scenario.ts';
import {sandboxEnv} from '../sandbox/helm-at-hand.ts';
import {sandboxWriter} from '../sandbox/writer.ts';
import {redactor} from '../report/redact.ts';
import type {Stage} from '../simulate/play.ts';
import {settle} from '../simulate/settle.ts';
import type {Progress} from './progress.ts';
import {reconcileByFix} from './reconcile.ts';
import type {Surroundings} from './surroundings.ts';
import {asDeployed, wire} from './wire.ts';

export interface LiveStageOptions {
  readonly connection: ConnectionSettings;
  /** The uid of the sandbox's kube-system namespace. */
  readonly uid: string;
  readonly helm: string;
  readonly listen?: (baseline: Baseline, look: EvidenceSource) => EvidenceSource;
}

export interface LiveStage extends Stage {
  close(): void;
}

/** The sandbox as a stage: the real release, the real writes, the real check. */
export async function liveStage(
  scenario: Scenario,
  {connection: settings, uid, helm: bin, listen}: LiveStageOptions,
  surroundings: Surroundings,
  progress: Progress,
): Promise<LiveStage> {
  const {release} = scenario;
  const env = sandboxEnv(surroundings.env, settings.kubeconfig ?? '');
  const connection = await connect(settings);
  const helm = helmCommand({bin, namespace: release.namespace, connection: settings, env});
  const writer = sandboxWriter(connection, helm, uid);
  const product = wire(
    {
      settings: {namespace: release.namespace, connection: settings, helmBin: bin, driver: 'secret'},
      fidelity: 'auto',
      config: NO_CONFIG,
      known: redactor(),
      ...(listen === undefined ? {} : {listen}),
    },
    {...surroundings, env},
    progress,
  );
  const reader = clusterReader(connection);
  return {
    install() {
      progress.say(`Installing ${release.name} …`);
      return writer.install(scenario);
    },
    mutate: (mutation) => writer.mutate(mutation, release.namespace),
    settle() {
      progress.say('Waiting for the controllers …');
      return settle(reader, release.namespace);
    },
    async reconcile() {
      progress.say('Putting back what drifted …');
      await writer.assertSandbox();
      await reconcileByFix(release, product, surroundings);
    },
    check: () => product.checkOne(asDeployed(release.name)),
    close() {
      product.close();
      connection.agent.destroy();
    },
  };
}
