import { parse } from "yaml";
import { demandOf, podSets } from "../../model/workloads/footprint";
import { parse as parseConfig } from "../../config/parse";
import { bytes, millicores, type Bytes, type Cpu } from "../../config/quantities";
import { imagesOf } from "../../scripts/shared/rendering/documents";
import { nativeFiles } from "../../scripts/plan/native";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { at, texts } from "../support/resources";
import { canRender, containersOf, document, render, type Rendered } from "../support/rendered";

if (!canRender) {
    test("charts are not rendered: set CHART_MIRROR to a Helm repository that holds them, with helm on the PATH", () => {
        console.warn("The rendered charts were not checked: set CHART_MIRROR, with helm on the PATH.");
    });
} else {
    describe.each(["dev", "prod"] as const)("%s", (stack) => {
        let rendered: Rendered = { resources: [], documents: [], all: [] };
        beforeAll(async () => {
            rendered = await render(stack);
        });
        const text = (kind: string, name: string, file: string): unknown =>
            parse(String(at(document(rendered.documents, kind, name), "data", file)));
        const ours = (path: string): unknown =>
            parse(nativeFiles(releasesOf(rendered.resources), objectsOf(rendered.resources))[path] ?? "");

        test("each program reads exactly what the plan shows", () => {
            expect(text("ConfigMap", "loki", "config.yaml")).toEqual(ours("loki/config.yaml"));
            expect(text("ConfigMap", "otel-collector-statefulset", "relay")).toEqual(ours("collector/gateway.yaml"));
            expect(text("ConfigMap", "otel-cluster-statefulset", "relay")).toEqual(ours("collector/cluster.yaml"));
            expect(text("ConfigMap", "user-config", "user-config.yaml")).toEqual(ours("jaeger/config.yaml"));
            expect(text("ConfigMap", "fluent-bit", "fluent-bit.yaml")).toEqual(ours("fluent-bit/fluent-bit.yaml"));
            if (stack === "prod") {
                expect(text("ConfigMap", "otel-sampler-statefulset", "relay")).toEqual(ours("collector/sampler.yaml"));
            }
            const secret = document(
                rendered.documents,
                "Secret",
                "alertmanager-prometheus-kube-prometheus-alertmanager",
            );
            const config = Buffer.from(String(at(secret, "data", "alertmanager.yaml")), "base64").toString();
            expect(parse(config)).toEqual(ours("alertmanager/alertmanager.yaml"));
        });

        test("every port-forward target exists", () => {
            const ports = (service: string): unknown =>
                (at(document(rendered.all, "Service", service), "spec", "ports") as { port: number }[]).map(
                    ({ port }) => port,
                );
            expect(ports("grafana")).toContain(80);
            expect(ports("prometheus-kube-prometheus-prometheus")).toContain(9090);
            expect(ports("alertmanager")).toContain(9093);
            expect(ports("jaeger-query")).toContain(16686);
            expect(ports("otel-collector")).toEqual(expect.arrayContaining([4317, 4318, 9411, 13133, 14250, 14268]));
            expect(ports("jaeger-collector")).toContain(4317);
            expect(ports("loki")).toContain(3100);
        });

        test("no address of ours is plain in what the charts make of our values", () => {
            const plain = texts(rendered.documents)
                .map(({ text: found }) => found)
                .flatMap((found) => found.match(/http:\/\/[a-z0-9.-]+\.go-coffee[a-z-]*[^\s"',]*/g) ?? []);
            expect([...new Set(plain)]).toEqual([]);
        });

        test("containers have a memory limit and no CPU limit, and run without privilege", () => {
            const wrong = containersOf(rendered.all).flatMap(({ where, pod, container }) => {
                const context = { ...(pod.securityContext ?? {}), ...(container.securityContext ?? {}) } as Record<
                    string,
                    unknown
                >;
                const dropped = at(context, "capabilities", "drop");
                const problems = [
                    at(container, "resources", "limits", "memory") === undefined && "no memory limit",
                    at(container, "resources", "limits", "cpu") !== undefined &&
                        !where.includes("elastic-operator") &&
                        "a CPU limit",
                    context.readOnlyRootFilesystem !== true && "a writable root",
                    context.allowPrivilegeEscalation !== false && "privilege escalation",
                    context.privileged === true && "privileged",
                    !(Array.isArray(dropped) && dropped.includes("ALL")) && "capabilities",
                    context.runAsUser === 0 && "root",
                ].filter((problem) => problem !== false);
                return problems.map((problem) => `${where}: ${problem}`);
            });
            // Logs of containers belong to root: the one agent that reads them, with no more than that capability.
            expect(wrong).toEqual(["DaemonSet fluent-bit fluent-bit: root"]);
        });

        test("nobody but who must may read the Secrets of the whole cluster", () => {
            const bound = rendered.all
                .filter(({ kind }) => kind === "ClusterRoleBinding")
                .map((binding) => at(binding, "roleRef", "name"));
            const readers = rendered.all
                .filter(({ kind }) => kind === "ClusterRole")
                .filter((role) => bound.includes(at(role, "metadata", "name")))
                .filter((role) =>
                    ((at(role, "rules") ?? []) as { resources?: string[]; verbs: string[] }[]).some(
                        ({ resources = [], verbs }) =>
                            resources.includes("secrets") && verbs.some((verb) => verb === "list" || verb === "*"),
                    ),
                )
                .map((role) => String(at(role, "metadata", "name")));
            // Operators: they make and read Secrets for custom resources of any namespace.
            expect(readers.sort().filter((name) => !/^cert-manager-(cainjector|controller-\w+)$/.test(name))).toEqual([
                // Its metrics are served over TLS only with cluster-wide roles.
                ...(stack === "prod" ? ["elastic-operator"] : []),
                "prometheus-kube-prometheus-operator",
            ]);
        });

        test("pods ask for what the plan says", () => {
            const parsed = parseConfig({ environment: stack });
            if (!parsed.ok) throw new Error(`${stack} does not parse`);
            // Pods that operators make aren't in the charts: Prometheus, Alertmanager, Elasticsearch.
            const operated = ["prometheus", "alertmanager", "elasticsearch"];
            const sets = podSets(parsed.config).filter(({ name }) => !operated.includes(name));
            const lasting = containersOf(rendered.documents).filter(({ isHook }) => !isHook);
            const sum = (read: (requests: unknown) => number): number =>
                lasting.reduce(
                    (total, { container, replicas }) => total + replicas * read(at(container, "resources", "requests")),
                    0,
                );
            const { cpu, memory } = demandOf(sets, parsed.config, 1);
            expect(sum((requests) => millicores(String(at(requests, "cpu")) as Cpu))).toBe(cpu);
            expect(sum((requests) => bytes(String(at(requests, "memory")) as Bytes))).toBe(memory);
        });

        test("every image comes from the registry that is configured", async () => {
            const mirrored = await render(stack, { imageRegistry: "registry.gocoffee.dev/mirror" });
            const images = [...new Set(mirrored.all.flatMap(imagesOf))];
            expect(images.length).toBeGreaterThan(10);
            expect(images.filter((image) => !image.startsWith("registry.gocoffee.dev/mirror/"))).toEqual([]);
            expect(
                images.filter((image) => /:latest$/.test(image) || !/[:@]/.test(image.split("/").at(-1) ?? "")),
            ).toEqual([]);
        });
    });
}
