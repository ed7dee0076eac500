# The one way in which Helm lets such an object through.
install helm4 --take-ownership --server-side=false
record live $(k get jobs -o name)
edit job/named '[{"op":"replace","path":"/spec/parallelism","value":2}]'
record drift $(k get jobs -o name)
helm4 uninstall app -n shop > "$WORK/uninstall.log" 2>&1 || k delete secret -l owner=helm > "$WORK/uninstall.log"
k delete jobs --all > "$WORK/edit.log"
