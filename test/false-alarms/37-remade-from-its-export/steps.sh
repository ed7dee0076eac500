install
# What a person does who moves or restores workloads: what controllers and the server count there stands in his name then.
until_true has deployment/web '{.metadata.annotations.deployment\.kubernetes\.io/revision}' 1
until_true has daemonset/agent '{.metadata.annotations.deprecated\.daemonset\.template\.generation}' 1
for object in deployment/web daemonset/agent; do
  k get "$object" -o json | sed -E '/"(resourceVersion|uid|creationTimestamp)"/d' > "$WORK/export.json"
  k delete "$object" > "$WORK/edit.log"
  k create -f "$WORK/export.json" > "$WORK/edit.log"
done
record live deployment/web daemonset/agent
k annotate deployment/web deployment.kubernetes.io/paused-by=ann > "$WORK/edit.log"
k annotate daemonset/agent deprecated.daemonset.template.owner=ann > "$WORK/edit.log"
record drift deployment/web daemonset/agent
