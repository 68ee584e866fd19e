import { CHARTS } from "../../model/charts/charts";
import type { ElementName } from "../../config/element-names";
import type { PlainObject } from "../../config/merge";
import { CONFIG, set } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { annotationOf, imagesOfWorkload, listAt, nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

/** Operators that the stack brings, and what they look like wherever they run. */
interface Operator {
    readonly element: ElementName;
    readonly name: string;
    readonly image: RegExp;
    /** API group of its custom resources. */
    readonly group: string;
    /** Whether its CRDs are objects of the release, which then has to own them. */
    readonly ownsCrds: boolean;
    readonly deployed: (config: StackConfig) => boolean;
    /** Whether the stack rests on the cluster's own. */
    readonly adopted: (config: StackConfig) => boolean;
    /** Whether the stack brings its definitions. */
    readonly bringsCrds: (config: StackConfig) => boolean;
    /** What to do about a second one. */
    readonly remedy: (namespace: string) => string;
}

const OPERATORS: readonly Operator[] = [
    {
        element: "certManager",
        name: "cert-manager",
        image: /\/cert-manager-controller:/,
        group: "cert-manager.io",
        ownsCrds: true,
        deployed: ({ certManager }) => certManager.enabled,
        adopted: ({ certManager, tls }) => !certManager.enabled && tls.issuer?.group === "cert-manager.io",
        bringsCrds: ({ certManager }) => certManager.enabled && certManager.crds,
        remedy: () =>
            "Use the one that is there, with an issuer of its own:\n" +
            [
                set("certManager.enabled", false),
                set("tls.issuer.name", "NAME-OF-A-CLUSTERISSUER"),
                // Without a value, it is read from standard input.
                `${CONFIG} set --path tls.issuer.caCertificates < ca.crt`,
            ].join("\n"),
    },
    {
        element: "prometheusStack",
        name: "Prometheus operator",
        image: /\/prometheus-operator:/,
        group: "monitoring.coreos.com",
        ownsCrds: false,
        deployed: ({ prometheusOperator }) => prometheusOperator.enabled,
        adopted: ({ prometheusOperator }) => !prometheusOperator.enabled,
        bringsCrds: ({ prometheusOperator }) => prometheusOperator.crds,
        remedy: (namespace) =>
            `Two operators would fight over the same objects: keep the one in ${namespace} to its namespaces ` +
            `(--namespaces=${namespace}, or prometheusOperator.namespaces of its chart), or move from it (docs/operations.md), ` +
            `or use it, if it watches the stack's namespaces:\n` +
            [set("prometheusOperator.enabled", false), set("prometheusOperator.crds", false)].join("\n"),
    },
    {
        element: "elasticOperator",
        name: "ECK operator",
        image: /\/eck-operator:/,
        group: "k8s.elastic.co",
        ownsCrds: true,
        deployed: ({ elasticsearch }) => elasticsearch.mode === "managed",
        adopted: () => false,
        bringsCrds: ({ elasticsearch }) => elasticsearch.mode === "managed",
        remedy: (namespace) =>
            `Keep the one in ${namespace} to its namespaces (managedNamespaces of its chart): it would manage ours too.`,
    },
];

export function operatorFindings(config: StackConfig, workloads: readonly PlainObject[]): readonly Finding[] {
    return OPERATORS.filter(({ deployed, adopted }) => deployed(config) || adopted(config)).map((operator) => {
        const running = workloads.filter((workload) =>
            imagesOfWorkload(workload).some((reference) => operator.image.test(reference)),
        );
        const [other] = running.filter((workload) => namespaceOf(workload) !== config.namespaces.monitoring);
        if (operator.adopted(config)) return adoptedFinding(config, operator, other);
        if (other === undefined) return ok(operator.name, "no other in the cluster");
        const where = namespaceOf(other);
        return failed(operator.name, `one runs already: ${where}/${nameOf(other)}`, operator.remedy(where));
    });
}

/** Flags by which the Prometheus operator is kept to namespaces, or from them. */
const ONLY = /^--(namespaces|prometheus-instance-namespaces|alertmanager-instance-namespaces)=(.*)$/;
const NEVER = /^--deny-namespaces=(.*)$/;

/** The cluster's own operator, which has to be there and to look at the stack's namespaces. */
function adoptedFinding({ namespaces }: StackConfig, { name }: Operator, other: PlainObject | undefined): Finding {
    if (other === undefined) {
        return failed(
            name,
            "none runs in the cluster, and the stack brings none",
            name === "cert-manager" ? set("certManager.enabled", true) : set("prometheusOperator.enabled", true),
        );
    }
    const where = `${namespaceOf(other)}/${nameOf(other)}`;
    const flags = listAt(other, "spec", "template", "spec", "containers").flatMap(({ args }) =>
        Array.isArray(args) ? args.map(String) : [],
    );
    const isAmong = (list = ""): boolean => list.split(",").includes(namespaces.monitoring);
    const blind = flags.find((flag) => {
        const [, , only] = ONLY.exec(flag) ?? [];
        const [, never] = NEVER.exec(flag) ?? [];
        return (only !== undefined && only !== "" && !isAmong(only)) || (never !== undefined && isAmong(never));
    });
    if (blind === undefined) return ok(name, `${where} of the cluster`);
    return failed(
        name,
        `${where} doesn't look at ${namespaces.monitoring}: ${blind}`,
        `Let it watch ${namespaces.monitoring} too, or bring one of the stack's own: ${set("prometheusOperator.enabled", true)}`,
    );
}

const groupOf = (crd: PlainObject): string => textAt(crd, "spec", "group");

/** Definitions of the Prometheus operator that the stack has objects of. */
const NEEDED = [
    "alertmanagers",
    "podmonitors",
    "probes",
    "prometheuses",
    "prometheusrules",
    "scrapeconfigs",
    "servicemonitors",
];

/** Definitions that are there already: helm only takes over what says that it belongs to the release. */
export function crdFindings(config: StackConfig, crds: readonly PlainObject[]): readonly Finding[] {
    const used = OPERATORS.filter(({ deployed, adopted }) => deployed(config) || adopted(config));
    return used.map((operator) => {
        const there = crds.filter(
            (crd) => groupOf(crd) === operator.group || groupOf(crd).endsWith(`.${operator.group}`),
        );
        return operator.bringsCrds(config) ? broughtFinding(config, operator, there) : foundFinding(operator, there);
    });
}

/** Definitions that somebody else brings. */
function foundFinding({ name, element, group }: Operator, there: readonly PlainObject[]): Finding {
    const check = `CRDs of ${name}`;
    const names = there.map(nameOf);
    const missing = element === "prometheusStack" ? NEEDED.filter((kind) => !names.includes(`${kind}.${group}`)) : [];
    const own = element === "prometheusStack" ? "prometheusOperator.crds" : "certManager.crds";
    if (there.length === 0) return failed(check, "none are there, and the stack brings none", set(own, true));
    if (missing.length > 0) return failed(check, `there is no ${missing.join(", ")}`, set(own, true));
    const versions = new Set(there.map((crd) => annotationOf(crd, "operator.prometheus.io/version")).filter(Boolean));
    return ok(
        check,
        `${there.length} of the cluster${versions.size === 0 ? "" : `, of version ${[...versions].join(", ")}`}`,
    );
}

function broughtFinding(
    config: StackConfig,
    { element, name, ownsCrds }: Operator,
    there: readonly PlainObject[],
): Finding {
    const { monitoring } = config.namespaces;
    const check = `CRDs of ${name}`;
    if (there.length === 0) return ok(check, "none yet");
    const { release } = CHARTS[element];
    const foreign = there.filter(
        (crd) =>
            annotationOf(crd, "meta.helm.sh/release-name") !== release ||
            annotationOf(crd, "meta.helm.sh/release-namespace") !== monitoring,
    );
    if (!ownsCrds) return ok(check, `${there.length} there; they are brought to the chart's version`);
    if (foreign.length === 0) return ok(check, `${there.length} of this stack`);
    const names = foreign.map((crd) => `crd/${nameOf(crd)}`).join(" ");
    return failed(
        check,
        `${foreign.length} belong to something else, such as ${nameOf(foreign[0])}`,
        `helm would refuse them. If something else goes on bringing them: ${set("certManager.crds", false)}\n` +
            `If nothing else brings them any more, hand them over:\n` +
            `kubectl annotate --overwrite ${names} meta.helm.sh/release-name=${release} meta.helm.sh/release-namespace=${monitoring}\n` +
            `kubectl label --overwrite ${names} app.kubernetes.io/managed-by=Helm`,
    );
}

/** An issuer of the cluster's own, where the stack relies on one. */
function issuerFindings({ tls }: StackConfig, issuer: PlainObject | undefined): readonly Finding[] {
    if (tls.issuer === undefined || tls.issuer.group !== "cert-manager.io") return [];
    const { name } = tls.issuer;
    if (issuer === undefined) {
        return [
            failed(
                "issuer",
                `there is no ClusterIssuer ${name}`,
                `kubectl get clusterissuers; then ${set("tls.issuer.name", "NAME")}`,
            ),
        ];
    }
    return [ok("issuer", name)];
}

export const operators: Check = {
    name: "operators",
    look: async ({ cluster, config }) =>
        operatorFindings(config, await cluster.list("deployments,statefulsets", { everywhere: true })),
};

export const crds: Check = {
    name: "CRDs",
    look: async ({ cluster, config }) => [
        ...crdFindings(config, await cluster.list("customresourcedefinitions", { everywhere: true })),
        ...issuerFindings(
            config,
            config.tls.issuer === undefined ? undefined : await cluster.get("clusterissuer", config.tls.issuer.name),
        ),
    ],
};

/** Only what runs beside the stack is of interest: another complete stack raises every alert twice. */
export const otherStacks: Check = {
    name: "other Prometheus",
    look: async ({ cluster, config }) => {
        const others = (await cluster.list("prometheuses.monitoring.coreos.com", { everywhere: true })).filter(
            (one) => namespaceOf(one) !== config.namespaces.monitoring,
        );
        const [other] = others;
        if (other === undefined) return [ok("other Prometheus", "none")];
        return [
            warning(
                "other Prometheus",
                `${namespaceOf(other)}/${nameOf(other)}`,
                "Monitors and rules that it selects may be evaluated twice, here and there: docs/operations.md, moving from another stack",
            ),
        ];
    },
};
