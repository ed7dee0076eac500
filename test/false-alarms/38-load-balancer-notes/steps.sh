install
# What GKE's, DigitalOcean's, Hetzner's, Rancher's and MetalLB's controllers note down, in their handwriting.
note() { merge "$1" "$2" "{\"metadata\":{\"annotations\":{\"$3\":\"$4\"}}}"; }
note cloud-controller-manager service/web service.kubernetes.io/load-balancer-id lb-1
note rancher service/web field.cattle.io/publicEndpoints '[]'
note glbc service/web cloud.google.com/neg-status '{}'
note glbc ingress/web ingress.kubernetes.io/backends '{}'
note glbc ingress/web ingress.kubernetes.io/forwarding-rule k8s2-fr-x
note digitalocean-cloud-controller-manager service/web kubernetes.digitalocean.com/load-balancer-id 1f2e
note hcloud-cloud-controller-manager service/web load-balancer.hetzner.cloud/id 17
note controller service/web metallb.io/ip-allocated-from-pool public
record live service/web ingress/web
k annotate service/web service.beta.kubernetes.io/aws-load-balancer-internal=true > "$WORK/edit.log"
k annotate service/web service.beta.kubernetes.io/aws-load-balancer-type=external --overwrite > "$WORK/edit.log"
k annotate ingress/web ingress.kubernetes.io/ssl-redirect=false > "$WORK/edit.log"
record drift service/web ingress/web
