import type {ConsoleContext} from '../session/context.ts';
import {followConnection} from '../session/follow-connection.ts';
import {navigation} from '../session/navigation.ts';
import {showRecords} from '../session/records.ts';
import {releaseList} from '../session/release-list.ts';
import {writes} from '../session/writes.ts';

export type Composed = ReturnType<typeof composed>;

/** What follows the cluster, shows it and writes to it, around one state. */
export function composed(context: ConsoleContext) {
  const {cluster} = context;
  const connection = followConnection(context);
  const list =
    cluster === undefined
      ? undefined
      : releaseList({
          context,
          cluster,
          isShown: () => shown.workspace() === undefined,
          onConnection: connection.apply,
        });
  const shown = navigation(context, list, connection.apply);
  const onEnd = async (): Promise<void> => {
    if (cluster !== undefined) await showRecords(context, cluster);
    await shown.refresh();
  };
  return {connection, navigation: shown, writes: writes(context, onEnd)};
}
