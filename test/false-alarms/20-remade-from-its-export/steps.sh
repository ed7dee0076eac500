install
# What a person does who moves or restores Services: all that the server allocated stands in his name from then on.
export_of() { k get service "$1" -o json | sed -E '/"(resourceVersion|uid|creationTimestamp)"/d' > "$WORK/$1.json"; }
remake() {
  k delete service "$1" > "$WORK/edit.log"
  k create -f "$WORK/$1.json" > "$WORK/edit.log"
}
for service in web balanced; do
  export_of "$service"
  remake "$service"
done
record live service/web service/balanced
# The same, where he has chosen something in the file: no address at all for one, another way of traffic for the other.
sed -i -E '/"clusterIP/,/,/ s/"[0-9.]+"/"None"/' "$WORK/web.json"
sed -i -E 's/("internalTrafficPolicy": )"Cluster"/\1"Local"/' "$WORK/balanced.json"
for service in web balanced; do remake "$service"; done
record drift service/web service/balanced
