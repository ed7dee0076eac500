/** The user's folder, as the environment names it; Windows has another name for it. */
export function homeIn(env: NodeJS.ProcessEnv): string | undefined {
  return env['HOME'] || env['USERPROFILE'] || undefined;
}
