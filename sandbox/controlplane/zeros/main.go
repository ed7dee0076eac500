// Command zeros prints, for every built-in API type, the fields that the API server drops when they hold Go's zero value:
// `omitempty` on what is no pointer. Only of those does a missing `false`, 0 or "" say nothing.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"sort"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

func main() {
	dropped := map[string][]string{}
	seen := map[reflect.Type]bool{}
	for _, t := range scheme.Scheme.AllKnownTypes() {
		walk(t, seen, dropped)
	}
	walk(reflect.TypeFor[apiextensions.CustomResourceDefinition](), seen, dropped)
	walk(reflect.TypeFor[apiregistration.APIService](), seen, dropped)
	for _, fields := range dropped {
		sort.Strings(fields)
	}
	if err := json.NewEncoder(os.Stdout).Encode(dropped); err != nil {
		panic(err)
	}
}

func walk(t reflect.Type, seen map[reflect.Type]bool, dropped map[string][]string) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return
	}
	seen[t] = true
	dropped[name(t)] = []string{}
	fields(t, name(t), seen, dropped)
}

func fields(t reflect.Type, owner string, seen map[reflect.Type]bool, dropped map[string][]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == "" && f.Anonymous {
			inner := f.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				fields(inner, owner, seen, dropped)
			}
			continue
		}
		if tag == "" || tag == "-" {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Bool, reflect.String, reflect.Int, reflect.Int32, reflect.Int64, reflect.Float64:
			if strings.Contains(options, "omitempty") {
				dropped[owner] = append(dropped[owner], tag)
			}
		case reflect.Slice:
			// Bytes are text in JSON.
			if f.Type.Elem().Kind() == reflect.Uint8 && strings.Contains(options, "omitempty") {
				dropped[owner] = append(dropped[owner], tag)
			}
			walk(f.Type, seen, dropped)
		default:
			walk(f.Type, seen, dropped)
		}
	}
}

// name spells a type as OpenAPI does: k8s.io/api/core/v1.PodSpec is io.k8s.api.core.v1.PodSpec.
func name(t reflect.Type) string {
	path := strings.ReplaceAll(strings.TrimPrefix(t.PkgPath(), "k8s.io/"), "/", ".")
	return "io.k8s." + path + "." + t.Name()
}
