/** What the file is called, wherever it stands. */
export const CONFIG_FILE = '.helm-drift.yaml';
