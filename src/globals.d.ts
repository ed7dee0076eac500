/** Filled in by esbuild from package.json. */
declare const HELM_DRIFT_VERSION: string;
/** A digest of the program in dist/, by scripts/build.mjs: what was compiled of another one is not its code. */
declare const HELM_DRIFT_PROGRAM: string;
/** The console's page: gzip in base64, by esbuild from src/console/app. */
declare const HELM_DRIFT_APP: {readonly script: string; readonly style: string};
