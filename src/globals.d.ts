/** Filled in by esbuild from package.json. */
declare const HELM_DRIFT_VERSION: string;
