// Command defaults prints, for every built-in API type, the values that the API server gives to fields which a manifest
// leaves out. OpenAPI publishes few of them: most stand in Go code. Each type is defaulted with one item in every list and
// every optional struct there, so that defaults deep inside show.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	aggregator "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/flowcontrol/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

type found map[string]map[string]any

func main() {
	defaults := found{}
	for _, t := range legacyscheme.Scheme.AllKnownTypes() {
		if strings.HasPrefix(t.PkgPath(), "k8s.io/api/") {
			note(legacyscheme.Scheme, reflect.New(t), defaults)
		}
	}
	extensions := runtime.NewScheme()
	must(apiextensions.AddToScheme(extensions))
	note(extensions, reflect.ValueOf(&apiextensions.CustomResourceDefinition{}), defaults)
	services := runtime.NewScheme()
	must(aggregator.AddToScheme(services))
	note(services, reflect.ValueOf(&aggregator.APIService{}), defaults)
	for name, fields := range defaults {
		for field, value := range fields {
			if value == nil {
				delete(fields, field)
			}
		}
		if len(fields) == 0 {
			delete(defaults, name)
		}
	}
	must(json.NewEncoder(os.Stdout).Encode(defaults))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func note(scheme *runtime.Scheme, object reflect.Value, defaults found) {
	obj, ok := object.Interface().(runtime.Object)
	if !ok {
		return
	}
	fill(object.Elem(), map[reflect.Type]bool{})
	scheme.Default(obj)
	read(object.Elem(), defaults)
}

// fill allocates structs and one item a list; scalars stay as a manifest that says nothing leaves them.
func fill(v reflect.Value, above map[reflect.Type]bool) {
	t := v.Type()
	if t.Kind() != reflect.Struct || above[t] || !isApi(t) {
		return
	}
	above[t] = true
	defer delete(above, t)
	for i := range t.NumField() {
		field := v.Field(i)
		switch {
		case !field.CanSet() || above[element(field.Type())]:
		case field.Kind() == reflect.Struct:
			fill(field, above)
		case field.Kind() == reflect.Pointer && field.Type().Elem().Kind() == reflect.Struct && isApi(field.Type().Elem()):
			field.Set(reflect.New(field.Type().Elem()))
			fill(field.Elem(), above)
		case field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct && isApi(field.Type().Elem()):
			field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			fill(field.Index(0), above)
		}
	}
}

func element(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		return t.Elem()
	}
	return t
}

func isApi(t reflect.Type) bool {
	return strings.HasPrefix(t.PkgPath(), "k8s.io/api") && !isMeta(t) ||
		strings.HasPrefix(t.PkgPath(), "k8s.io/kube-aggregator")
}

func isMeta(t reflect.Type) bool { return strings.Contains(t.PkgPath(), "apimachinery") }

// read notes every scalar that defaulting has set. A type that has one default here and another one there has none.
func read(v reflect.Value, defaults found) {
	t := v.Type()
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		field := v.Field(i)
		if tag == "" && t.Field(i).Anonymous {
			inline(field, t, defaults)
			continue
		}
		if tag == "" || tag == "-" || !field.CanInterface() {
			continue
		}
		if value, ok := scalar(field); ok {
			record(defaults, t, tag, value)
			continue
		}
		descend(field, defaults)
	}
}

func inline(field reflect.Value, owner reflect.Type, defaults found) {
	t := field.Type()
	if t.Kind() != reflect.Struct || isMeta(t) {
		return
	}
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if value, ok := scalar(field.Field(i)); ok {
			record(defaults, owner, tag, value)
		} else {
			descend(field.Field(i), defaults)
		}
	}
}

func descend(field reflect.Value, defaults found) {
	switch field.Kind() {
	case reflect.Struct:
		if isApi(field.Type()) {
			read(field, defaults)
		}
	case reflect.Pointer:
		if !field.IsNil() && isApi(field.Type().Elem()) {
			read(field.Elem(), defaults)
		}
	case reflect.Slice:
		if field.Len() == 1 && isApi(field.Type().Elem()) {
			read(field.Index(0), defaults)
		}
	}
}

func record(defaults found, t reflect.Type, tag string, value any) {
	name := name(t)
	if defaults[name] == nil {
		defaults[name] = map[string]any{}
	}
	if before, known := defaults[name][tag]; known && before != value {
		value = nil
	}
	defaults[name][tag] = value
}

// scalar reads a plain value; one that was not set gives nil, so that a type without a default in one place has none.
func scalar(v reflect.Value) (any, bool) {
	if v.Kind() == reflect.Pointer {
		switch v.Type().Elem().Kind() {
		case reflect.Bool, reflect.String, reflect.Int32, reflect.Int64:
			if v.IsNil() {
				return nil, true
			}
			return plain(v.Elem()), true
		}
		return nil, false
	}
	switch v.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int32, reflect.Int64:
		if v.IsZero() {
			return nil, true
		}
		return plain(v), true
	}
	return nil, false
}

func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	}
	return v.Int()
}

// name spells a type as OpenAPI does: k8s.io/api/core/v1.PodSpec is io.k8s.api.core.v1.PodSpec.
func name(t reflect.Type) string {
	path := strings.ReplaceAll(strings.TrimPrefix(t.PkgPath(), "k8s.io/"), "/", ".")
	return "io.k8s." + path + "." + t.Name()
}
