{{- define "helm-drift.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "helm-drift.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "helm-drift.labels" -}}
{{ include "helm-drift.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "helm-drift.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "helm-drift.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is needed where none is created" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "helm-drift.stateSecret" -}}
{{- if .Values.stateKey.existingSecret -}}
{{- .Values.stateKey.existingSecret -}}
{{- else if .Values.stateKey.create -}}
{{- include "helm-drift.fullname" . -}}-state
{{- end -}}
{{- end -}}

{{- define "helm-drift.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* What notifications need is there; and "true" where the cluster itself is a sink of the rules. */}}
{{- define "helm-drift.tellsEvents" -}}
{{- if .Values.notify.enabled -}}
{{- $rules := fromYaml .Values.rules -}}
{{- if not (include "helm-drift.stateSecret" .) -}}
{{- fail "notify.enabled needs stateKey.create or stateKey.existingSecret: without a key nobody can tell a value that changed from one that did not" -}}
{{- end -}}
{{- if and .Values.notify.env (not .Values.notify.existingSecret) -}}
{{- fail "notify.env names keys of notify.existingSecret, and that names no Secret" -}}
{{- end -}}
{{- $sinks := dig "notify" "sinks" list $rules -}}
{{- if not $sinks -}}
{{- fail "notify.enabled needs sinks below `notify:` of rules" -}}
{{- end -}}
{{- range $sinks -}}
{{- if hasKey . "events" -}}true{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What may be read: of a namespace, or of all. */}}
{{- define "helm-drift.readRules" -}}
{{- if .Values.rbac.everything }}
- apiGroups: ["*"]
  resources: ["*"]
  verbs: [get, list, watch]
{{- else }}
{{- range .Values.rbac.rules }}
- apiGroups: {{ toJson .apiGroups }}
  resources: {{ toJson .resources }}
  verbs: [get, list, watch{{ if $.Values.rbac.dryRun }}, patch{{ end }}]
{{- end }}
{{- if .Values.rbac.secrets }}
- apiGroups: [""]
  resources: [secrets]
  verbs: [{{ if not .Values.withoutSecrets }}get, {{ end }}list, watch{{ if and .Values.rbac.dryRun (not .Values.withoutSecrets) }}, patch{{ end }}]
{{- end }}
{{- end }}
- apiGroups: [helm-drift.example]
  resources: [releasedrifts]
  verbs: [get, list, create, patch, delete]
- apiGroups: [helm-drift.example]
  resources: [releasedrifts/status]
  verbs: [patch]
{{- if include "helm-drift.tellsEvents" . }}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end }}
{{- if .Values.reports }}
- apiGroups: [openreports.io]
  resources: [reports]
  verbs: [create, patch, delete]
- apiGroups: [wgpolicyk8s.io]
  resources: [policyreports]
  verbs: [create, patch, delete]
{{- end }}
{{- end -}}

{{- define "helm-drift.clusterRules" -}}
{{- range .Values.rbac.clusterRules }}
- apiGroups: {{ toJson .apiGroups }}
  resources: {{ toJson .resources }}
  verbs: [get, list, watch{{ if $.Values.rbac.dryRun }}, patch{{ end }}]
{{- end }}
{{- end -}}

{{/* The console has a name of its own in the selector: the agent's Service and policies are not its own. */}}
{{- define "helm-drift.console.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}-console
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "helm-drift.console.labels" -}}
{{ include "helm-drift.console.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "helm-drift.console.serviceAccount" -}}
{{- if .Values.console.serviceAccount.create -}}
{{- default (printf "%s-console" (include "helm-drift.fullname" .)) .Values.console.serviceAccount.name -}}
{{- else -}}
{{- required "console.serviceAccount.name is needed where none is created" .Values.console.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* What the console reads for its viewers: nothing of it is more than get, list and watch. */}}
{{- define "helm-drift.console.readRules" -}}
{{- if .Values.rbac.everything }}
- apiGroups: ["*"]
  resources: ["*"]
  verbs: [get, list, watch]
{{- else }}
{{- range .Values.rbac.rules }}
- apiGroups: {{ toJson .apiGroups }}
  resources: {{ toJson .resources }}
  verbs: [get, list, watch]
{{- end }}
{{- if .Values.rbac.secrets }}
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch]
{{- end }}
{{- end }}
{{- end -}}
