import { Script } from "node:vm";
import { SERVICE_NAMES } from "../../demo/platform";
import { bytes, millicores } from "../../config/quantities";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { messageOf } from "../support/problems";
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { configuration, plan } from "../support/plan";
import { at } from "../support/resources";

const planned = async (over: object) => (await plan("dev", configuration("dev", { demo: over }))).plan.resources;

test("off, nothing of it is there", async () => {
    const { plan: without } = await plan("dev");
    expect(objectsOf(without.resources).filter(({ namespace }) => namespace === "go-coffee-demo")).toEqual([]);
});

describe("on", () => {
    let objects: ReturnType<typeof objectsOf> = [];
    beforeAll(async () => {
        objects = objectsOf(await planned({ enabled: true, rate: 7 }));
    });
    const here = () => objects.filter(({ namespace }) => namespace === "go-coffee-demo");
    const deployments = () => here().filter(({ kind }) => kind === "Deployment");

    test("each service has a Deployment, in a namespace of their own that is scraped and trusts the CA", () => {
        expect(objects.find(({ kind, name }) => kind === "Namespace" && name === "go-coffee-demo")).toBeDefined();
        expect(deployments().map(({ name }) => name)).toEqual([...SERVICE_NAMES].sort());
        const monitor = objects.find(({ kind, name }) => kind === "PodMonitor" && name === "applications");
        expect(at(monitor?.manifest, "spec", "namespaceSelector", "matchNames")).toContain("go-coffee-demo");
        const [first] = deployments();
        const pod = at(first?.manifest, "spec", "template", "spec");
        expect(at(pod, "containers", 0, "env")).toEqual(
            expect.arrayContaining([
                { name: "DEMO_RATE", value: "7" },
                { name: "DEMO_OTLP", value: "https://otel-collector.go-coffee-monitoring.svc:4318" },
            ]),
        );
    });

    test("it needs no image of its own, and less than 300 m of CPU and 512 MiB in all", () => {
        const program = here().find(({ name }) => name === "demo-program");
        const text = String(at(program?.manifest, "data", "program.js"));
        expect(text.length).toBeLessThan(2 ** 20);
        expect(() => new Script(text)).not.toThrow();
        const sum = (resource: string, amount: (text: string) => number): number =>
            deployments()
                .map(({ manifest }) =>
                    amount(
                        String(
                            at(
                                manifest,
                                ...["spec", "template", "spec", "containers", 0, "resources", "requests", resource],
                            ),
                        ),
                    ),
                )
                .reduce((total, one) => total + one, 0);
        expect(sum("cpu", (text) => millicores(text as Parameters<typeof millicores>[0]))).toBeLessThan(300);
        expect(sum("memory", (text) => bytes(text as Parameters<typeof bytes>[0]))).toBeLessThan(512 * 2 ** 20);
    });

    test("its pods are what the level restricted lets in", () => {
        for (const { manifest } of deployments()) {
            const pod = at(manifest, "spec", "template", "spec");
            expect(at(pod, "automountServiceAccountToken")).toBe(false);
            expect(at(pod, "securityContext")).toMatchObject({ runAsNonRoot: true });
            expect(at(pod, "containers", 0, "securityContext")).toMatchObject({
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
            });
        }
    });
});

test("prod refuses it, with the line that mends it", () => {
    const message = messageOf({ settings: { ...PROD, demo: { enabled: true } }, secrets: PROD_SECRETS });
    expect(message).toContain("demo.enabled = true");
    expect(message).toContain("npm run config -- --stack dev -- set --path demo.enabled false");
});
