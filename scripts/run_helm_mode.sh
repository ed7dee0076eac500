#!/bin/sh
# Captures a release's approved baseline and what is live of it, checks for drift, and leaves all evidence in one folder.
# Exits as `helm drift check` does: 0 in contract, 2 drift, 3 incomplete, 1 error.
set -eu

usage() {
  cat <<'USAGE'
Usage: run_helm_mode.sh RELEASE [-n NAMESPACE] [--artifacts FOLDER] [--chart CHART] [-- CHECK-FLAG ...]

  -n, --namespace NAMESPACE  namespace of the release (helm's own default otherwise)
  --artifacts FOLDER         where evidence goes (drift-artifacts)
  --chart CHART              compare with a chart instead of the newest deployed revision
  -- CHECK-FLAG ...          handed on to `helm drift check`: --fail-on high, --config FILE

HELM names the helm to run (helm); HELM_KUBECONTEXT, KUBECONFIG and the like are helm's own.
The folder gets release-baseline.yaml, live-snapshot.yaml, drift.txt, drift.json, drift.sarif, drift.junit.xml, drift.md,
drift.html and verdict.txt. Secrets are masked in all of them.
USAGE
}

fail() {
  printf 'Error: %s\n%s\n' "$1" "$2" >&2
  exit 1
}

value_of() {
  [ "$2" -ge 2 ] || fail "$1 needs a value" 'See run_helm_mode.sh --help.'
}

helm=${HELM:-helm}
release=
namespace=
chart=
artifacts=drift-artifacts

while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    -n | --namespace)
      value_of "$1" $#
      namespace=$2
      shift
      ;;
    --artifacts)
      value_of "$1" $#
      artifacts=$2
      shift
      ;;
    --chart)
      value_of "$1" $#
      chart=$2
      shift
      ;;
    --)
      shift
      break
      ;;
    -*) fail "there is no flag $1" 'See run_helm_mode.sh --help; flags of the check itself go behind --.' ;;
    *)
      [ -z "$release" ] || fail "two releases were named: $release and $1" 'One run is about one release.'
      release=$1
      ;;
  esac
  shift
done

[ -n "$release" ] || fail 'no release was named' 'For example: run_helm_mode.sh test-nginx -n sandbox-nginx'
command -v "$helm" >/dev/null 2>&1 || fail "$helm is not on PATH" 'Install Helm, or name one: HELM=/path/to/helm'
mkdir -p "$artifacts" || fail "cannot make the folder $artifacts" 'Name another one with --artifacts.'

# What is left in "$@" are flags of the check; what both commands take is said once, here.
drift() {
  what=$1
  shift
  if [ -n "$namespace" ]; then set -- "$@" --namespace "$namespace"; fi
  # shellcheck disable=SC2086 # `capture baseline` is two words
  "$helm" drift $what "$release" ${chart:+"$chart"} "$@"
}

# A run that fails must not leave an older run's verdict behind.
rm -f "$artifacts/verdict.txt"

drift 'capture baseline' --file "$artifacts/release-baseline.yaml" || fail 'the baseline could not be captured' 'The lines above say why.'
# What cannot be read of the cluster is a gap of the check below too, which decides what it comes to.
drift 'capture live' --file "$artifacts/live-snapshot.yaml" --allow-incomplete || fail 'what is live could not be captured' 'The lines above say why.'

status=0
drift check "$@" \
  -o text \
  -o "text=$artifacts/drift.txt" \
  -o "json=$artifacts/drift.json" \
  -o "sarif=$artifacts/drift.sarif" \
  -o "junit=$artifacts/drift.junit.xml" \
  -o "markdown=$artifacts/drift.md" \
  -o "html=$artifacts/drift.html" || status=$?

case $status in
  0) verdict='in contract' ;;
  2) verdict='variance detected' ;;
  3) verdict='incomplete' ;;
  *)
    rm -f "$artifacts/verdict.txt"
    exit "$status"
    ;;
esac
printf 'release: %s\nnamespace: %s\nverdict: %s\nexit code: %s\n' \
  "$release" "${namespace:-(of the context)}" "$verdict" "$status" >"$artifacts/verdict.txt"
printf 'Evidence: %s\n' "$artifacts" >&2
exit "$status"
