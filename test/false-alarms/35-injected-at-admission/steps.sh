# The API server's own mutating policies do what Kyverno's and Istio's webhooks do.
kubectl apply --server-side -f - > "$WORK/policy.log" <<'POLICY'
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: shop-sidecar}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}]
    objectSelector: {matchLabels: {injected: "true"}}
  failurePolicy: Fail
  reinvocationPolicy: Never
  mutations:
    - patchType: ApplyConfiguration
      applyConfiguration:
        expression: >
          Object{
            metadata: Object.metadata{annotations: {"prometheus-operator-validated": "true"}},
            spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{containers: [
              Object.spec.template.spec.containers{name: "istio-proxy", image: "proxyv2:1.0"}]}}}
          }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: shop-sidecar}
spec: {policyName: shop-sidecar}
POLICY
sleep 8
install
has deployment/web '{.spec.template.spec.containers[*].name}' 'istio-proxy web' || has deployment/web '{.spec.template.spec.containers[*].name}' 'web istio-proxy'
record live deployment/web
edit deployment/web '[{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"miner","image":"miner:1.0"}}]'
k annotate deployment/web prometheus-operator-checked=true > "$WORK/edit.log"
record drift deployment/web
kubectl delete mutatingadmissionpolicybinding/shop-sidecar mutatingadmissionpolicy/shop-sidecar > "$WORK/policy.log"
