# Helm makes no hook of an upgrade at an installation, and takes away at once what a policy says: neither is there.
install
record live configmap/settings configmap/kept job/once
k delete configmap kept > "$WORK/edit.log"
record drift configmap/settings job/once
