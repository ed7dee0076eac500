install helm3
record live service/web deployment/web
edit service/web '[{"op": "replace", "path": "/spec/sessionAffinity", "value": "ClientIP"}]'
edit deployment/web '[{"op": "replace", "path": "/spec/template/spec/dnsPolicy", "value": "Default"}, {"op": "replace", "path": "/spec/template/spec/containers/0/imagePullPolicy", "value": "Always"}]'
record drift service/web deployment/web
