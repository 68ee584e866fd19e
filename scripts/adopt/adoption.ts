/** How what was found is kept: commands for whoever moves, in the order in which they are run. Nothing is run here. */

import { bytes, isBytes } from "../../config/quantities";
import { set } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { CHARTS } from "../../model/charts/charts";
import { OPERATED, SERVICES } from "../../model/cluster/names";
import type { Found, Held } from "./found";

export interface Step {
    readonly title: string;
    /** What should be known before. */
    readonly notes: readonly string[];
    readonly commands: readonly string[];
}

/** The claim of ours that a volume is to be bound by, and what it is configured to be. */
function successor(config: StackConfig, { program, index }: Held) {
    const { prometheus, alertmanager, grafana } = config;
    switch (program) {
        case "prometheus":
            return {
                claim: `prometheus-${OPERATED.prometheus}-db-prometheus-${OPERATED.prometheus}-${index}`,
                size: prometheus.storage,
                setting: "prometheus.storage",
                isThere: index < prometheus.replicas,
            };
        case "alertmanager":
            return {
                claim: `alertmanager-${OPERATED.alertmanager}-db-alertmanager-${OPERATED.alertmanager}-${index}`,
                size: alertmanager.storage,
                setting: "alertmanager.storage",
                isThere: index < alertmanager.replicas,
            };
        case "grafana":
            return {
                claim: SERVICES.grafana.service,
                size: grafana.storage,
                setting: "grafana.storage",
                isThere: grafana.enabled,
            };
    }
}

/** A claim of ours on a volume that is there; what the chart makes itself, helm only takes over with its own marks. */
function claimOf(config: StackConfig, held: Held): string {
    const { claim } = successor(config, held);
    const { monitoring } = config.namespaces;
    const { release } = CHARTS.prometheusStack;
    const marks =
        held.program === "grafana"
            ? `, labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: ${release}, meta.helm.sh/release-namespace: ${monitoring}}`
            : "";
    const storageClass = held.storageClass === "" ? "" : `, storageClassName: ${held.storageClass}`;
    return [
        "kubectl apply -f - <<'EOF'",
        `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${claim}, namespace: ${monitoring}${marks}},`,
        ` spec: {accessModes: [ReadWriteOnce], volumeName: ${held.volume}${storageClass}, resources: {requests: {storage: ${held.size}}}}}`,
        "EOF",
    ].join("\n");
}

function notesOn(config: StackConfig, held: Held): readonly string[] {
    const { size, setting, isThere } = successor(config, held);
    const larger = size === undefined || (isBytes(held.size) && bytes(held.size) > bytes(size));
    const { storageClass } = config.cluster;
    return [
        ...(isThere ? [] : [`The stack has no replica ${held.index} of ${held.program}: this volume isn't taken.`]),
        ...(isThere && larger
            ? [`${held.claim} is ${held.size}, the stack's ${size ?? "none"}: ${set(setting, held.size)}`]
            : []),
        ...(storageClass !== undefined && held.storageClass !== "" && storageClass.name !== held.storageClass
            ? [
                  `${held.claim} is of the class ${held.storageClass}, and cluster.storageClass.name is ${storageClass.name}.`,
              ]
            : []),
    ];
}

const volumeSteps = (config: StackConfig, volumes: readonly Held[]): readonly Step[] => {
    const taken = volumes.filter((held) => successor(config, held).isThere && held.volume !== "");
    if (taken.length === 0) return [];
    const old = [...new Set(taken.map(({ namespace }) => namespace))];
    return [
        {
            title: "Before the old release goes: its volumes outlive their claims",
            notes: volumes.flatMap((held) => notesOn(config, held)),
            commands: taken.map(
                ({ volume }) =>
                    `kubectl patch persistentvolume ${volume} --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
            ),
        },
        {
            title: "Once it is gone: the volumes are free for the stack's claims",
            notes: [
                `Take it away with helm uninstall in ${old.join(", ")}, and its claims with kubectl delete persistentvolumeclaim; never its CRDs.`,
                "Prometheus' history is kept for as long as prometheus.retention says: older blocks go at its start.",
            ],
            commands: [
                `kubectl get namespace ${config.namespaces.monitoring} || kubectl create namespace ${config.namespaces.monitoring}`,
                ...taken.flatMap((held) => [
                    `kubectl patch persistentvolume ${held.volume} --type json --patch '[{"op":"remove","path":"/spec/claimRef"}]'`,
                    claimOf(config, held),
                ]),
            ],
        },
    ];
};

/** What is kept of a plain kube-prometheus-stack, and how. */
export function stepsFor(config: StackConfig, found: Found): readonly Step[] {
    const silences = found.alertmanagers.map(
        ({ namespace, name }) =>
            `kubectl exec --namespace ${namespace} alertmanager-${name}-0 --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 silence query --output json > silences-of-${namespace}.json`,
    );
    return [
        ...(silences.length === 0
            ? []
            : [
                  {
                      title: "Silences: taken now, given to the stack's Alertmanager after the first up",
                      notes: [
                          "docs/routing.md, Silences: amtool silence import, with the port of Alertmanager forwarded.",
                      ],
                      commands: silences,
                  },
              ]),
        ...(found.dashboards.length === 0
            ? []
            : [
                  {
                      title: "Dashboards that no chart brings: as files of content.dashboards",
                      notes: [
                          `They need a uid each, and data sources of the stack: npm start tells. ${set("content.dashboards", "./content/dashboards")}`,
                      ],
                      commands: [
                          "mkdir -p content/dashboards",
                          ...found.dashboards.map(
                              ({ namespace, name }) =>
                                  `kubectl get configmap ${name} --namespace ${namespace} --output go-template='{{range .data}}{{.}}{{end}}' > content/dashboards/${name}.json`,
                          ),
                      ],
                  },
              ]),
        ...(found.rules.length === 0
            ? []
            : [
                  {
                      title: "Rules that no chart brings: as files of content.rules",
                      notes: [
                          `Their labels team and severity decide who is told (docs/routing.md). ${set("content.rules", "./content/rules")}`,
                      ],
                      commands: [
                          "mkdir -p content/rules",
                          ...found.rules.map(
                              ({ namespace, name }) =>
                                  `kubectl get prometheusrule ${name} --namespace ${namespace} --output jsonpath='{.spec}' > content/rules/${name}.yaml`,
                          ),
                      ],
                  },
              ]),
        ...volumeSteps(config, found.volumes),
    ];
}
