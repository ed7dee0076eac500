install
# Containers start together; init containers run one after the other.
edit deployment/web '[{"op":"move","from":"/spec/template/spec/containers/0","path":"/spec/template/spec/containers/1"}]'
record live deployment/web
edit deployment/web '[{"op":"move","from":"/spec/template/spec/initContainers/0","path":"/spec/template/spec/initContainers/1"}]'
record drift deployment/web
