// The Kubernetes provider of Pulumi as a program: the module's own main embeds two files that its release makes first.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

// Both are copied out of the module's cmd/pulumi-resource-kubernetes before this is built.
var (
	//go:embed schema.json
	schema []byte
	//go:embed terraform-mapping.json
	mapping []byte
)

func main() {
	provider.Serve("kubernetes", version.Version, schema, mapping)
}
