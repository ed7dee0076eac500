install
# Applied as it was printed: every field has a second owner, and none another value.
k get configmap/settings -o json | sed '/resourceVersion\|uid\|creationTimestamp/d' > "$WORK/settings.json"
sed -i 's/"namespace": "shop",/"namespace": "shop"/' "$WORK/settings.json"
k apply --server-side --force-conflicts -f "$WORK/settings.json" > "$WORK/edit.log"
record live configmap/settings
sed -i 's/"value"/"other"/' "$WORK/settings.json"
k apply --server-side --force-conflicts -f "$WORK/settings.json" > "$WORK/edit.log"
record drift configmap/settings
