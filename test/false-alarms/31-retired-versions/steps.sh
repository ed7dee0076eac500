# No server of today takes these versions; one that did keeps the objects as their successors.
cp intent.yaml "$WORK/intent.yaml"
sed -i -E 's#^apiVersion: (apps|policy|batch)/v1beta[12]#apiVersion: \1/v1#; s#autoscaling/v2beta2#autoscaling/v2#' intent.yaml
install
mv "$WORK/intent.yaml" intent.yaml
objects=(deployment/older pdb/older hpa/older cronjob/older)
record live "${objects[@]}"
edit deployment/older '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"web:2.0"}]'
edit pdb/older '[{"op":"replace","path":"/spec/minAvailable","value":0}]'
edit hpa/older '[{"op":"replace","path":"/spec/metrics/0/resource/target/averageUtilization","value":95}]'
edit cronjob/older '[{"op":"replace","path":"/spec/suspend","value":true}]'
record drift "${objects[@]}"
