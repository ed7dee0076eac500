install
record live rolebinding/app clusterrolebinding/shop-app
edit rolebinding/app '[{"op":"add","path":"/subjects/-","value":{"kind":"Group","name":"everybody","apiGroup":"rbac.authorization.k8s.io"}}]'
edit clusterrolebinding/shop-app '[{"op":"replace","path":"/subjects/1/name","value":"john"}]'
record drift rolebinding/app clusterrolebinding/shop-app
