install
until_true has crd/things.status.example.org '{.status.acceptedNames.kind}' Thing
KEEP_STATUS=1 record live crd/things.status.example.org service/web
# A field of that name which is no status.
edit crd/things.status.example.org '[{"op":"replace","path":"/spec/versions/0/schema/openAPIV3Schema/properties/status/properties/phase/type","value":"integer"}]'
KEEP_STATUS=1 record drift crd/things.status.example.org service/web
