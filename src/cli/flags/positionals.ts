/** What the words behind a command mean, by their names in its usage line. */
export const POSITIONALS: Readonly<Record<string, string>> = {
  release: 'name of the release; NAMESPACE/NAME says where it is, too',
  chart: 'compare with this chart: a folder, an archive or REPO/NAME, as helm takes it',
  id: 'ID of a finding, or the start of it, as the check shows it',
  record: 'ID of a record, or of a finding with --drift, or the start of it, as `history` shows it; or a release',
  verb: 'show: the plan as it was reviewed, without a cluster',
  file: 'a plan that `fix --out` wrote',
  scenario: 'name of a scenario, or the file of your own; without one they are listed',
  what: 'baseline (what was promised) or live (what the cluster holds)',
  task: 'receive: take the events that an API server posts, and keep them for --audit',
  action: 'up, status, down (ends it, and says what stays) or reset (anew)',
};
