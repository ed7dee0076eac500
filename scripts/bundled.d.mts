import type {Metafile} from 'esbuild';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression. */
  readonly licence: string;
  /** The licence and notices, as the package has them. */
  readonly text: string;
}

/** The part of esbuild's account that is read. */
export type BundleAccount = Readonly<{
  inputs: Readonly<Record<string, Pick<Metafile['inputs'][string], 'imports'>>>;
  outputs: Readonly<Record<string, Pick<Metafile['outputs'][string], 'inputs'>>>;
}>;

export function bundledFolders(metafiles: readonly BundleAccount[]): string[];
export function packageIn(folder: string): BundledPackage;
export function noticesOf(packages: readonly BundledPackage[]): string;
export function bundledPackages(metafiles: readonly BundleAccount[]): BundledPackage[];
