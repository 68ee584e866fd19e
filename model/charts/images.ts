/** Images that the stack itself names, beyond those of the charts; Renovate reads the tags. */
export const IMAGES = {
    kubectl: { registry: "registry.k8s.io", repository: "kubectl", tag: "v1.35.4" },
    busybox: { registry: "docker.io", repository: "library/busybox", tag: "1.37.0" },
    node: { registry: "docker.io", repository: "library/node", tag: "22.23.3-alpine" },
    blackboxExporter: { registry: "quay.io", repository: "prometheus/blackbox-exporter", tag: "v0.28.0" },
    thanos: { registry: "quay.io", repository: "thanos/thanos", tag: "v0.42.4" },
    collector: { registry: "docker.io", repository: "otel/opentelemetry-collector-contrib", tag: "0.158.0" },
    fluentBit: { registry: "cr.fluentbit.io", repository: "fluent/fluent-bit", tag: "5.1.1" },
    elasticsearch: { registry: "docker.elastic.co", repository: "elasticsearch/elasticsearch", tag: "9.5.0" },
    elasticOperator: { registry: "docker.elastic.co", repository: "eck/eck-operator", tag: "3.5.0" },
} as const;

type Image = (typeof IMAGES)[keyof typeof IMAGES];

/** Repository of an image under the registry that the cluster pulls from. */
export const repositoryOf = ({ registry, repository }: Image, imageRegistry: string | undefined): string =>
    `${imageRegistry ?? registry}/${repository}`;

/** Full reference of an image. */
export const imageOf = (image: Image, imageRegistry: string | undefined): string =>
    `${repositoryOf(image, imageRegistry)}:${image.tag}`;
