import type {Place} from './planted/planted.ts';

/** Files and sentences that hide nothing, and what servers say. */
export type Plain = readonly [place: Place, texts: readonly string[]];

const file = (name: string, ...texts: readonly string[]): Plain => [{file: name}, texts];
const note = (name: string, ...texts: readonly string[]): Plain => [{annotation: name}, texts];

export const SENTENCES: readonly Plain[] = [
  note(
    'description',
    // A place in a file, and what is wrong there.
    '/tmp/proto.yaml:5:3: not valid YAML: the key __proto__ is not accepted',
    'deep.yaml:3:203: not valid YAML: nesting exceeded maxDepth (100)',
    'Reads the token from a file and renews it',
    'The password must have at least 12 characters',
    'Stores secrets in Vault',
    'Secret rotation is done by the operator',
    'Issues a token for each service account',
    'Keeps the key of a tenant in the cache',
    'Passes the password on to the database',
    'Use a strong password!',
    'Where secrets are kept, see the docs',
    'The API key header is X-Api-Key',
    'No password: use certificates',
    'token-based authentication',
    'Tokens expire after a day',
    'password and token',
    'basic auth is off',
  ),
  file(
    'README.md',
    '# Secrets\n\nThe chart makes a Secret with the password of the database.\n\n- token: how to get one is told below\n',
    'This is the key to the city.\nNobody has a password for it.\n',
    'How a token is made:\n\n1. Log in\n2. Press "New token"\n',
  ),
];

export const FILES: readonly Plain[] = [
  file(
    'config.yaml',
    'log:\n  level: info\n  format: json\nserver:\n  port: 8080\n',
    'auth:\n  enabled: true\n  existingSecret: app-auth\n  tokenTTL: 24h\n',
    'rules:\n- apiGroups: [""]\n  resources: [secrets, configmaps]\n  verbs: [get, list]\n',
    'secretName: web-tls\nkeyRef:\n  name: x\n  key: password\n',
    'password: ${DB_PASSWORD}\nuser: app\n',
    'password: ""\nuser: app\n',
    'token:\n  ttl: 1h\n  issuer: https://x.example.com\n',
    'passwordPolicy:\n  minLength: 12\n  requireDigit: true\n',
    'oauth:\n  tokenUrl: https://x.example.com/token\n  scopes: [openid]\n',
    'env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: app, key: password}\n',
    'keys:\n- name\n- created\nsort_key: name\n',
    'limits:\n  max_tokens: 4096\n  tokens_per_minute: 1000\n',
    'basic_auth:\n  username: me\n  password_file: /run/secrets/p\n',
    'authorization:\n  type: Bearer\n  credentials_file: /run/secrets/t\n',
    'tls:\n  cert: /certs/tls.crt\n  key: /certs/tls.key\n',
    'cache:\n  key: "user:{id}"\n  ttl: 60\n',
  ),
  file(
    'app.conf',
    '[log]\nlevel = info\n[db]\nhost = db\nport = 5432\n',
    'password_file = /run/secrets/p\ntoken_ttl = 3600\n',
    'server.port=8080\nspring.profiles.active=prod\n',
    'spring.datasource.password=${DB_PASSWORD}\n',
    'auth.token.expiration=3600\nauth.enabled=true\n',
    '# The password comes from the environment\nuser = me\n',
    'secret_backend = vault\nsecret_path = secret/data/app\n',
  ),
  file(
    'nginx.conf',
    'server {\n  listen 80;\n  location / {\n    proxy_pass http://app:8080;\n    proxy_set_header Host $host;\n    proxy_set_header Authorization $http_authorization;\n  }\n}\n',
    'ssl_certificate /etc/tls/tls.crt;\nssl_certificate_key /etc/tls/tls.key;\n',
    'auth_basic "Restricted";\nauth_basic_user_file /etc/nginx/.htpasswd;\n',
  ),
  file('redis.conf', 'bind 0.0.0.0\nport 6379\nmaxmemory 1gb\nappendonly yes\n', 'dir /data\nsave 900 1\n'),
  file(
    'init.sql',
    'CREATE TABLE users (id int, password text, token varchar(64));\n',
    'GRANT SELECT ON secrets TO app;\n',
    'SELECT name FROM tokens WHERE expires > now();\n',
  ),
  file(
    'config.xml',
    '<server><port>8080</port><passwordFile>/run/p</passwordFile></server>',
    '<add key="LogLevel" value="Info" />',
    '<logger name="token" level="info"/>',
  ),
  file(
    'settings.json',
    '{"auth": {"tokenLifetime": 3600, "secretName": "app"}}',
    '{"password": null, "token": "", "enabled": true}',
    '{"resources": ["secrets"], "verbs": ["get"]}',
    '{"passwordField": "pw", "keyField": "id"}',
  ),
  file(
    'dashboard.json',
    '{"title": "Tokens", "panels": [{"expr": "rate(tokens_total[5m])", "legend": "{{token_type}}"}], "uid": "aBcD12"}',
  ),
  file(
    'ca.crt',
    `-----BEGIN CERTIFICATE-----\n${'MIIBszCCAVmgAwIBAgIUQyb3lWbXJmZ'.repeat(4)}\n-----END CERTIFICATE-----\n`,
  ),
  file('known_hosts', 'github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n'),
  file('policy.rego', 'package x\ndeny[msg] { input.kind == "Secret"; msg := "no secrets" }\n'),
  file('policy.hcl', 'path "secret/data/app/*" {\n  capabilities = ["read"]\n}\n'),
  file(
    'prometheus.yml',
    'scrape_configs:\n- job_name: token-service\n  bearer_token_file: /var/run/secrets/token\n  static_configs:\n  - targets: [auth:9090]\n',
  ),
  file(
    'Corefile',
    '.:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa {\n      pods insecure\n    }\n    forward . /etc/resolv.conf\n}\n',
  ),
  file(
    'script.sh',
    '#!/bin/sh\nset -e\nexec /app --config /etc/app.yaml\n',
    '#!/bin/sh\nPASSWORD="$(cat /run/secrets/password)"\nexport PASSWORD\n',
    'if [ -z "$TOKEN" ]; then echo "no token"; exit 1; fi\n',
    'kubectl get secret app -o jsonpath={.data.password}\n',
  ),
  file(
    'template.tpl',
    '{{ with secret "secret/data/app" }}{{ .Data.data.password }}{{ end }}\n',
    'password={{ .Values.password }}\n',
  ),
  file('logback.xml', '<configuration><appender name="STDOUT" class="x.ConsoleAppender"/></configuration>'),
  file('labels', 'app.kubernetes.io/name=web\napp.kubernetes.io/part-of=shop\n'),
];

/** What servers and helm say. */
export const SAID: readonly string[] = [
  'secrets "app" not found',
  'Secret "app" is forbidden: User "me" cannot get resource "secrets" in API group "" in the namespace "shop"',
  'failed to get token: unauthorized',
  'error looking up secret: connection refused',
  'spec.tls[0].secretName: Required value',
  'spec.template.spec.volumes[0].secret.secretName: Required value',
  'spec.token: Invalid value: null: must be a string',
  'the Secret was changed by kubectl-edit',
  'Secret shop/app: 2 values were masked when the file was captured',
  'Deployment web: password policy is not met',
  'admission webhook "secrets.example.com" denied the request: no literal secrets',
  'Get "https://10.0.0.1:6443/api/v1/namespaces/shop/secrets?limit=500": context deadline exceeded',
  'could not read the token file: permission denied',
  'You have no key for that',
  'token: expired',
  'imagePullSecrets[0].name: Required value',
  'unknown field "spec.secretsEncryption"',
  'the release was tampered with',
  'resource mapping not found for name: "x" namespace: "" from "": no matches for kind "SecretStore" in version "v1"',
  'data.password: field is immutable when `immutable` is set',
];
