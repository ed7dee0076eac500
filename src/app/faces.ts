import type {CheckOptions} from '../check/check.ts';
import type {Address} from '../model/address.ts';
import type {Redactor} from '../redact/redactor.ts';
import type {Runtime} from './runtime.ts';
import type {Settings} from './settings.ts';

/**
 * What one face asks of another. Faces never import each other: main.ts hands the console to the command line, and the
 * command line hands its commands to the console's prompt.
 */

/** The command line, for whoever has a prompt: the very commands, with argv, env and streams of the caller's. */
export interface CommandLine {
  /** Answers with the exit code; throws UserError. */
  run(runtime: Runtime): Promise<number>;
  readonly commands: Readonly<Record<string, CommandShape>>;
}

/** What can be told of a command without running it. */
export interface CommandShape {
  /** `explain <release> <id>`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, OptionShape>>;
}

export interface OptionShape {
  readonly alias?: string | readonly string[] | undefined;
  readonly type?: string | undefined;
}

export interface ConsoleOptions {
  readonly settings: Settings;
  readonly redactor: Redactor;
  /** Recorded evidence instead of a cluster. */
  readonly demo: boolean;
  /** 0 for a free one. */
  readonly port: number;
  /** The release to open; all of them are listed without one. */
  readonly release: string | undefined;
  readonly readOnly: boolean;
  /** The API server's audit log, a file or a folder; undefined where none was given. */
  readonly audit?: string | undefined;
  /** Where rules are read from; undefined for the nearest file. */
  readonly config: string | undefined;
  readonly check: Omit<CheckOptions, 'config' | 'fidelity'> & {readonly fidelity?: CheckOptions['fidelity']};
  /** In the cluster, for whoever the API server knows; on this machine, for whoever started it, without it. */
  readonly inCluster?: InClusterOptions | undefined;
}

/** A console that many may reach: it writes nothing, and shows each what he may see. */
export interface InClusterOptions {
  readonly listen: Address;
  /** By which hosts it is reached beside loopback names: `drift.example.com`. */
  readonly hosts: readonly string[];
  /** Whom tokens must be meant for; the API server's own audiences where there are none. */
  readonly audiences: readonly string[];
  /** The namespaces that are listed; all of the cluster where there are none. */
  readonly namespaces: readonly string[];
  /** Told of what an operator should know, in texts that hold no token. */
  readonly log: (level: 'info' | 'warn', message: string, fields?: Readonly<Record<string, string>>) => void;
}

export interface RunningConsole {
  /** Good for one page. */
  readonly url: string;
  close(): void;
  readonly closed: Promise<void>;
}

export type StartConsole = (
  options: ConsoleOptions,
  runtime: Runtime,
  commandLine: CommandLine,
) => Promise<RunningConsole>;
