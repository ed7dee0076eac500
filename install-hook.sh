#!/bin/sh
# Run by `helm plugin install` and `helm plugin update`: says at once what would otherwise fail at the first check.
set -eu

here=${HELM_PLUGIN_DIR:-$(dirname "$0")}

fail() {
  printf 'Error: %s\n%s\n' "$1" "$2" >&2
  exit 1
}

command -v node >/dev/null 2>&1 ||
  fail 'helm drift needs Node.js, and node is not on PATH' 'Install Node.js 20.19 or newer, then run the installation again.'

version=$(node --version 2>/dev/null) || version=
# Whatever answers to `node` may print more than a version: one line of it is enough to recognise it by.
version=${version%%"
"*}
major=${version#v}
major=${major%%.*}
minor=${version#v*.}
minor=${minor%%.*}
known=no
case $version in v[0-9]*.[0-9]*) known=yes ;; esac
case $major$minor in *[!0-9]*) known=no ;; esac
[ "$known" = yes ] ||
  fail "helm drift cannot tell the version of node: it says \"$version\"" 'Put a working Node.js 20.19 or newer on PATH.'
if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
  fail "helm drift needs Node.js 20.19 or newer, and node is $version" 'Update Node.js, then run the installation again.'
fi

[ -f "$here/dist/helm-drift.cjs" ] ||
  fail "the plugin's bundle is missing: $here/dist/helm-drift.cjs" "Install from a release or a complete clone; in a clone \`npm install && npm run build\` makes it."

printf 'helm drift is ready. Try: helm drift check RELEASE -n NAMESPACE\n'
