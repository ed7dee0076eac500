install
# The token controller is real; of OpenShift's there is only the handwriting.
until_true k get secret/app-token -o 'jsonpath={.data.token}' > "$WORK/token.log"
until_true [ -n "$(k get secret/app-token -o 'jsonpath={.data.token}')" ]
merge openshift-controller-manager serviceaccount/app '{"metadata":{"annotations":{"openshift.io/internal-registry-pull-secret-ref":"app-dockercfg-x7k2p"}},"secrets":[{"name":"app-dockercfg-x7k2p"}],"imagePullSecrets":[{"name":"app-dockercfg-x7k2p"},{"name":"registry"}]}'
record live serviceaccount/app secret/app-token
edit serviceaccount/app '[{"op":"replace","path":"/imagePullSecrets","value":[{"name":"app-dockercfg-x7k2p"},{"name":"strangers"}]},{"op":"add","path":"/automountServiceAccountToken","value":false}]'
record drift serviceaccount/app secret/app-token
