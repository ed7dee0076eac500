// Command yaml-oracle answers what sigs.k8s.io/yaml, by which Helm and kubectl read, makes of a document: a JSON string a
// line on stdin, an object a line on stdout. With the argument `quantity` it canonicalizes resource.Quantity instead.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON  *string `json:"json,omitempty"`
	Error *string `json:"error,omitempty"`
}

func read(document string) (string, error) {
	out, err := yaml.YAMLToJSON([]byte(document))
	return string(out), err
}

// compare takes `["1000m","1"]` and says how the two compare.
func compare(pair string) (string, error) {
	var texts [2]string
	if err := json.Unmarshal([]byte(pair), &texts); err != nil {
		return "", err
	}
	a, err := resource.ParseQuantity(texts[0])
	if err != nil {
		return "", err
	}
	b, err := resource.ParseQuantity(texts[1])
	if err != nil {
		return "", err
	}
	out, err := json.Marshal(a.Cmp(b))
	return string(out), err
}

func main() {
	work := read
	if len(os.Args) > 1 && os.Args[1] == "quantity" {
		work = compare
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var document string
		var a answer
		err := json.Unmarshal(in.Bytes(), &document)
		if err == nil {
			var text string
			if text, err = work(document); err == nil {
				a.JSON = &text
			}
		}
		if err != nil {
			message := err.Error()
			a.Error = &message
		}
		_ = encoder.Encode(a)
	}
}
