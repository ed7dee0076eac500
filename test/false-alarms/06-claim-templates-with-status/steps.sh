install
record live statefulset/db
# Claim templates are set for life: who changes one makes the object anew.
k get statefulset/db -o json | sed 's/"storage": "2Gi"/"storage": "20Gi"/' > "$WORK/db.json"
k replace --force -f "$WORK/db.json" > "$WORK/edit.log"
record drift statefulset/db
