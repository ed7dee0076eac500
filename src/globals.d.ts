/** Filled in by esbuild from package.json. */
declare const HELM_DRIFT_VERSION: string;
/** The console's page: gzip in base64, by esbuild from src/console/app. */
declare const HELM_DRIFT_APP: {readonly script: string; readonly style: string};
