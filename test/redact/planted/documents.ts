import {base64, rows} from './planted.ts';
import type {Planted} from './planted.ts';

/** YAML, JSON, XML, TOML, INI and their like, as files of a ConfigMap. */

const yaml = rows({file: 'config.yaml'}, 100, [
  ['a plain scalar', 'database:\n  host: db\n  password: §\n  port: 5432\n'],
  ['several words', 'database:\n  password: §\n', 'Quiet Falcon walks 77 homeward'],
  ['a literal block', 'auth:\n  password: |\n    §\n  user: me\n'],
  ['a folded block', 'auth:\n  secretKey: >-\n    §\n    end\n', 'Hx81 kLq2Z vR77 pp0Q'],
  ['a block of two lines', 'secrets:\n  token: |\n    first\n    §\n'],
  ['a list in brackets', 'passwords: [§, other]\n'],
  ['a list of lines', 'passwords:\n  - one\n  - §\n'],
  ['a list of quoted ones', 'apiKeys:\n- "§"\n- \'x\'\n', 'a, b; c & (d)-77'],
  ['a flow mapping', 'db: {user: me, password: §, port: 1}\n'],
  ['a double-quoted scalar', 'password: "§"\n', "p,w;d & 'q' (x"],
  ['escapes in double quotes', (s) => `password: ${JSON.stringify(s)}\nuser: me\n`, 'p"w\\d\t7 zz9'],
  ['a single-quoted scalar', "password: '§'\n", 'p,w;d & "q" (x\\y'],
  ['a second document', 'kind: one\n---\nkind: two\nsmtp:\n  auth_password: §\n'],
  ['behind a comment', 'a: 1 # note\n# the rest\nredis:\n  pass: § # keep\n'],
  ['in a comment', 'a: 1\n# password: §\nb: 2\n'],
  ['a name and a value', 'env:\n  - name: SMTP_PASSWORD\n    value: §\n'],
  ['a value before its name', 'env:\n  - value: §\n    name: ADMIN_PASSWORD\n'],
  ['a Secret in a text', (s) => `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  anything: ${base64(s)}\n`],
  ['a Secret of a stringData in a text', 'kind: Secret\nstringData:\n  conf: |\n    §\n'],
  ['broken, with a template', 'a: {{ if x }}\npassword: §\n{{ end }}\n', 'two words & more 81'],
  ['a map of credentials', 'credentials:\n  admin: §\n  other: x\n'],
  ['an API key of an api', 'api:\n  key: §\n  url: https://x.example.com\n'],
  ['a number', 'pin: 1\ndb_password: §\n', '8830129471'],
  ['an anchor', 'base: &pw §\npassword: *pw\nother: {password: *pw}\n'],
  ['a tag', 'password: !!str §\n'],
  ['an alertmanager', 'global:\n  smtp_auth_password: §\nroute: {receiver: x}\n'],
  ['a basic_auth', 'scrape_configs:\n- basic_auth: {username: me, password: §}\n  static_configs: []\n'],
  ['a nested JSON', (s) => `values: '${JSON.stringify({db: {password: s}})}'\n`],
  ['JSON in YAML in YAML', (s) => `files:\n  a.yaml: |\n    inner: |\n      {"x": {"clientSecret": "${s}"}}\n`],
  ['a grafana datasource', 'datasources:\n- name: x\n  secureJsonData:\n    basicAuthPassword: §\n'],
  [
    'loki s3',
    'storage_config:\n  aws:\n    s3: s3://AKIAIOSFODNN7EXAMPLE:§@eu-west-1/bucket\n',
    'w/Jalr+XUtnFEMIK7bPx',
  ],
  [
    'an encryption config',
    (s) => `resources:\n- providers:\n  - aescbc:\n      keys:\n      - name: key1\n        secret: ${base64(s)}\n`,
  ],
  ['dex clients', 'staticClients:\n- id: app\n  redirectURIs: [x]\n  secret: §\n'],
  [
    'a hash of dex',
    'staticPasswords:\n- email: a@example.com\n  hash: "§"\n',
    '$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W',
  ],
]);

const kubeconfig = (user: string): string =>
  `apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: {server: https://k.example.com:6443}\nusers:\n- name: u\n  user:\n    ${user}\n`;
const files = rows({file: 'kubeconfig'}, 200, [
  ['client-key-data', (s) => kubeconfig(`client-key-data: ${base64(`xx ${s}`)}`)],
  ['a token of a kubeconfig', (s) => kubeconfig(`token: ${s}`)],
  ['a password of a kubeconfig', (s) => kubeconfig(`{username: me, password: "${s}"}`)],
  ['auths of docker', (s) => JSON.stringify({auths: {'r.example.com': {auth: base64(`me:${s}`)}}})],
  ['a password of docker', (s) => JSON.stringify({auths: {'r.example.com': {username: 'me', password: s}}})],
  ['an identitytoken of docker', (s) => JSON.stringify({auths: {'r.example.com': {identitytoken: s}}}, null, 2)],
  ['a registrytoken of docker', (s) => JSON.stringify({auths: {'r.example.com': {registrytoken: s}}}, null, '\t')],
]);

const json = rows({file: 'settings.json'}, 230, [
  ['an object', '{"db": {"user": "me", "password": "§"}}'],
  ['escapes', (s) => JSON.stringify({password: s}, null, 2), 'p"w\\d\n7 zz9 ü/é'],
  ['an array', (s) => JSON.stringify({tokens: ['x', s]})],
  ['JSON in JSON', (s) => JSON.stringify({body: JSON.stringify({apiKey: s})})],
  ['JSON in JSON in JSON', (s) => JSON.stringify({a: JSON.stringify({b: JSON.stringify({secret: s})})})],
  ['a top-level array', (s) => JSON.stringify([{name: 'API_TOKEN', value: s}])],
  ['with a comment', '{\n  // "password": "old"\n  "password": "§", /* x */\n}\n'],
  ['cut off', '{"db": {"user": "me", "password": "§", "more": ', 'three words & 9x'],
  [
    'a connection string',
    '{"ConnectionStrings": {"Default": "Server=db;Database=x;User Id=sa;Password=§;Encrypt=true"}}',
    "p,w & (q'7z",
  ],
  [
    'a google service account',
    (s) =>
      JSON.stringify({
        type: 'service_account',
        private_key_id: 'abc',
        private_key: `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----\n`,
      }),
  ],
  ['a webpack of keys', '{"encryption": {"key": "§"}}'],
  ['a pair of ParameterKey', '[{"ParameterKey": "MasterUserPassword", "ParameterValue": "§"}]'],
  ['bytes in a base64', (s) => JSON.stringify({blob: base64(`password=${s}\n`)})],
  ['an unlikely case', '{"PassWord": "§"}'],
]);

const xml = rows({file: 'config.xml'}, 260, [
  ['an element', '<?xml version="1.0"?>\n<server>\n  <username>me</username>\n  <password>§</password>\n</server>\n'],
  ['an element of several words', '<a><password>\n  §\n</password></a>', 'Two words, one; &amp; (x'],
  ['a CDATA', '<a><secretKey><![CDATA[§]]></secretKey></a>', 'a<b & "c" 77zq'],
  ['an attribute', '<Resource name="jdbc/x" username="me" password="§" url="jdbc:x"/>', "it's ; & (7z"],
  ['an attribute in single quotes', "<a password='§' b='c'/>", 'x; "y" z77'],
  ['a key and a value', '<appSettings><add key="DbPassword" value="§" /></appSettings>'],
  ['a value and a key', '<appSettings><add value="§" key="ApiKey" /></appSettings>'],
  ['a named property', '<property name="hibernate.connection.password">§</property>'],
  ['hadoop', '<property>\n<name>fs.s3a.secret.key</name>\n<value>§</value>\n</property>'],
  ['a plist', '<dict><key>Password</key><string>§</string></dict>'],
  ['a connection string', '<add name="Db" connectionString="Data Source=db;User ID=sa;Pwd=§;Timeout=3"/>'],
  ['a namespace', '<x:password xsi:type="string">§</x:password>'],
  ['in a comment', '<a><!-- <password>§</password> --></a>'],
  ['a jenkins secret', '<hudson.x><apiToken>§</apiToken></hudson.x>'],
  ['cut off', '<a><password>§', 'half a dokvment7 q'],
]);

const ini = rows({file: 'app.conf'}, 290, [
  ['a key of INI', '[db]\nuser = me\npassword = §\n'],
  ['several words', '[db]\npassword = §\nport = 1\n', 'Quiet Falcon walks 78 homeward'],
  ['a comma', '[db]\npassword=§\n', 'ab,cd77ef,gh'],
  ['a semicolon', '[db]\npassword=§\n', 'ab;cd77ef;gh'],
  ['an ampersand', '[db]\npassword=§\n', 'ab&cd77ef&gh'],
  ['a quote', '[db]\npassword=§\n', "ab'cd77ef'gh"],
  ['a bracket', '[db]\npassword=§\n', 'ab(cd77ef)gh'],
  ['a backslash', '[db]\npassword=§\n', 'ab\\cd77ef\\gh'],
  ['a quote at its begin', '[db]\npassword="§\n', 'ab77 cd"ef gh'],
  ['a hash', '[db]\npassword = §\n', 'ab#cd77 #ef'],
  ['a colon', 'db.user: me\ndb.password: §\n[x]\n', 'ab:cd77:ef'],
  ['properties', 'spring.datasource.username=me\nspring.datasource.password=§\n', 'a b=c:77 zz'],
  ['a continued line', 'db.password=first\\\n  §\nnext=1\n'],
  ['spaces round a name', '   keystore.pass   =   §   \n'],
  ['.env', 'HOST=x\nDB_PASS=§\n'],
  ['.env in quotes', 'HOST=x\nSECRET_KEY_BASE="§"\n', "a b;c & d'e 77"],
  ['.env in single quotes', "export API_TOKEN='§'\n", 'a b;c & d"e 77'],
  ['a key of .env', 'ENCRYPTION_KEY=§\nPORT=1\n', 'correct horse battery'],
  ['.env in several lines', 'A=1\nJWT_SECRET="first\n§"\nB=2\n'],
  ['a commented line', '# DB_PASSWORD=§\nHOST=x\n', 'an old one & 77z'],
  ['a line behind ;', ';password = §\n[x]\n', 'an old one & 78z'],
  ['TOML', '[db]\nuser = "me"\npassword = "§"\n', "a,b;c&(d'e 77"],
  ['TOML in single quotes', "[db]\nclient_secret = '§'\n", 'a\\b"c 77x'],
  ['a list of TOML', 'tokens = [\n  "one",\n  "§",\n]\n'],
  ['TOML in three quotes', 'password = """\n§\nx"""\nuser = "me"\n', 'multi words 77z'],
  ['an inline table', 'db = {user = "me", password = "§"}\n'],
  ['.my.cnf', '[client]\nuser=root\npassword=§\n', '#a b"c 77z'],
  ['a grafana.ini', '[security]\nadmin_user = admin\nadmin_password = §\n[smtp]\nhost = x\n', '"""#pw;x 77"""'],
  ['a default of a variable', 'DB_PASSWORD=${DB_PASSWORD:-§}\nX=1\n'],
  ['HCL', 'storage "s3" {\n  access_key = "x"\n  secret_key = "§"\n}\n'],
  [
    'a kafka jaas line',
    'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="me" password="§";\n',
  ],
]);

export const DOCUMENTS: readonly Planted[] = [...yaml, ...files, ...json, ...xml, ...ini];
