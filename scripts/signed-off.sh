#!/bin/sh
# Every commit of a range carries its author's sign-off: what the Developer Certificate of Origin asks for (CONTRIBUTING.md).
set -eu

if [ $# -ne 1 ]; then
  echo 'Error: one range of commits is wanted' >&2
  echo 'For example: sh scripts/signed-off.sh origin/main..HEAD' >&2
  exit 1
fi

commits=$(git rev-list --no-merges "$1" --)
missing=0
for commit in $commits; do
  author=$(git show --no-patch --format='%an <%ae>' "$commit")
  if ! git show --no-patch --format=%B "$commit" | git interpret-trailers --parse | grep -Fxq "Signed-off-by: $author"; then
    git show --no-patch --format="Error: %h by %an <%ae> is not signed off: %s" "$commit" >&2
    missing=$((missing + 1))
  fi
done
if [ "$missing" -gt 0 ]; then
  echo 'Sign off with git rebase --signoff BASE, and read CONTRIBUTING.md for what that says.' >&2
  exit 2
fi
