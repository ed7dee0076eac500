#!/usr/bin/env bash
# Makes live.yaml and drift.yaml of each folder with a steps.sh (or of those named) on a real control plane: steps.sh
# installs its intent.yaml as a chart and does to the objects what happens to them in the wild.
# Needs KUBECONFIG, and kubectl, helm3 and helm4 in the PATH. Takes the namespaces shop and elsewhere for itself.
set -euo pipefail
cd "$(dirname "$0")"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

k() { kubectl -n shop "$@"; }

# Installs intent.yaml as release app of namespace shop; another helm, and flags, may be named.
install() {
  local helm=${1:-helm4}
  mkdir -p "$WORK/chart/templates"
  printf 'apiVersion: v2\nname: app\nversion: 0.1.0\n' > "$WORK/chart/Chart.yaml"
  cp intent.yaml "$WORK/chart/templates/all.yaml"
  "$helm" install app "$WORK/chart" -n shop "${@:2}" > "$WORK/install.log"
}

# edit OBJECT JSON-PATCH [MANAGER]: what `kubectl edit` does, a person's change.
edit() { k patch "$1" --type=json --field-manager="${3:-kubectl-edit}" -p "$2" > "$WORK/edit.log"; }

# merge MANAGER OBJECT MERGE-PATCH [ARG …]: the same by a merge patch under any name.
merge() { k patch "$2" --type=merge --field-manager="$1" -p "$3" "${@:4}" > "$WORK/edit.log"; }

# until_true COMMAND …: waits for a controller.
until_true() {
  for _ in $(seq 200); do
    if "$@"; then return; fi
    sleep 0.3
  done
  echo "timed out: $*" >&2
  return 1
}

# has OBJECT JSONPATH VALUE
has() { [ "$(k get "$1" -o "jsonpath=$2" 2> /dev/null)" = "$3" ]; }

# record live|drift OBJECT …: as `kubectl get -o yaml --show-managed-fields` prints them, without their status.
record() {
  for object in "${@:2}"; do
    echo '---'
    k get "$object" -o yaml --show-managed-fields | awk -v keep="${KEEP_STATUS:-}" '/^[a-zA-Z]/ {skip = /^status:/ && keep == ""} !skip'
  done > "$1.yaml"
}

for folder in "${@:-[0-9][0-9]-*}"; do
  for class in $folder; do
    # Not every folder was made by this script.
    [ -f "$class/steps.sh" ] || continue
    echo "$class"
    helm4 uninstall app -n shop --ignore-not-found --wait > "$WORK/uninstall.log" 2>&1
    kubectl create namespace shop > "$WORK/namespace.log" 2>&1 || true
    (
      cd "$class"
      source ./steps.sh
    )
  done
done
