kubectl apply --server-side -f - > "$WORK/crd.log" <<'CRD'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: scaledobjects.keda.sh}
spec:
  group: keda.sh
  scope: Namespaced
  names: {plural: scaledobjects, singular: scaledobject, kind: ScaledObject, listKind: ScaledObjectList}
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
CRD
kubectl wait --for=condition=Established crd/scaledobjects.keda.sh > "$WORK/crd.log"
install
# The operator scales to and from zero itself; above that its HPA does, which is the controller manager's hand. Of a zero
# that came through the scale subresource the API server notes no owner, nor of any number that comes that way after it.
scale() { merge "$1" "$2" "{\"spec\":{\"replicas\":$3}}" --subresource=scale; }
scale keda deployment/worker 0
scale keda deployment/batch 0
scale keda deployment/batch 1
scale kube-controller-manager deployment/batch 4
scale kube-controller-manager statefulset/queue 6
objects=(deployment/worker deployment/batch statefulset/queue scaledobject/worker scaledobject/batch scaledobject/queue)
record live "${objects[@]}"
# A person writes to the one itself, of the next nobody set so high a ceiling, and of the last zero is below the floor.
edit deployment/worker '[{"op":"replace","path":"/spec/replicas","value":3}]'
scale kube-controller-manager deployment/batch 9
scale keda statefulset/queue 0
record drift "${objects[@]}"
