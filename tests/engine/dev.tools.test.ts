/** dev by the real engine, from the empty cluster to its removal and back. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { succeeded, touched } from "../../scripts/shared/loopback/pulumi/outcome";
import { asFormerComponent } from "./support/former";
import { openObjects, planned, valuesOf } from "./support/live";
import { LONG, setUp, tellWhatWasUsed, type SetUp } from "./support/set-up";

let at: SetUp;
beforeAll(async () => {
    at = await setUp("dev");
}, LONG);
afterAll(() => {
    tellWhatWasUsed(at);
});

let resources = 0;
let printed = "";

test(
    "a preview of the empty cluster creates everything and changes nothing",
    async () => {
        const { changes, output } = succeeded(await at.engine.operate("preview"));
        expect(Object.keys(changes)).toEqual(["create"]);
        resources = changes.create ?? 0;
        printed = output;
        expect(resources).toBeGreaterThan(60);
        expect(() => at.cluster.get("namespace", "go-coffee-monitoring")).toThrow("not found");
    },
    LONG,
);

test(
    "`up` creates what the preview said; a second one changes nothing, by another kubeconfig of the same content either",
    async () => {
        const up = succeeded(await at.engine.operate("up"));
        expect(up.changes).toEqual({ create: resources });
        printed += up.output;
        const kubeconfig = join(temporaryFolder("kubeconfig"), "moved");
        copyFileSync(at.cluster.kubeconfig, kubeconfig);
        const again = succeeded(await at.engine.operate("up", { env: { KUBECONFIG: kubeconfig } }));
        expect(again.changes).toEqual({ same: resources });
    },
    LONG,
);

test(
    "every release has the plan's values, nulls and empty lists included",
    async () => {
        const { live, plan } = valuesOf(at.cluster, await planned("dev", at.settings));
        expect(live).toEqual(plan);
        expect(JSON.stringify(live)).toMatch(/\[\]/);
    },
    LONG,
);

test(
    "a generated secret is in Secrets and nowhere else",
    async () => {
        const secret = at.cluster.get("secret", "grafana-admin", "go-coffee-monitoring") as {
            readonly data: { readonly "admin-password": string };
        };
        const password = Buffer.from(secret.data["admin-password"], "base64").toString();
        expect(password.length).toBeGreaterThan(20);
        for (const [place, text] of Object.entries({
            state: await at.engine.state(),
            printed,
            objects: openObjects(at.cluster),
        })) {
            for (const form of [password, secret.data["admin-password"]]) {
                expect([place, text.includes(form)]).toEqual([place, false]);
            }
        }
    },
    LONG,
);

test(
    "a refresh finds nothing",
    async () => {
        const { changes } = succeeded(await at.engine.operate("refresh"));
        expect(Object.keys(changes).filter((op) => op !== "same" && op !== "refresh")).toEqual([]);
    },
    LONG,
);

test(
    "cert-manager that was deployed through Pulumi's component is taken over as it is",
    async () => {
        const installed = (): unknown => JSON.parse(at.cluster.helm(["list", "--all-namespaces", "--output", "json"]));
        const before = installed();
        await at.engine.import(asFormerComponent(await at.engine.state()));
        expect(succeeded(await at.engine.operate("up")).changes).toEqual({ same: resources, delete: 1 });
        expect(installed()).toEqual(before);
    },
    LONG,
);

test(
    "a changed setting updates what it is about, and an element is switched off",
    async () => {
        at.engine.configure({ prometheus: { retention: "12d" } });
        expect(touched(succeeded(await at.engine.operate("up")))).toEqual(["update prometheus"]);
        at.engine.configure({ jaeger: { enabled: false } });
        const off = succeeded(await at.engine.operate("up"));
        expect(touched(off)).toEqual(expect.arrayContaining(["delete jaeger"]));
    },
    LONG,
);

test(
    "an element is switched on again",
    async () => {
        at.engine.configure({ jaeger: undefined, prometheus: undefined });
        const on = succeeded(await at.engine.operate("up"));
        expect(touched(on)).toEqual(expect.arrayContaining(["create jaeger", "update prometheus"]));
        const { live, plan } = valuesOf(at.cluster, await planned("dev", at.settings));
        expect(live).toEqual(plan);
    },
    LONG,
);

test(
    "`destroy` keeps namespaces and definitions, and `up` takes them over",
    async () => {
        const uid = (): unknown =>
            (at.cluster.get("namespace", "go-coffee-monitoring").metadata as { uid: unknown }).uid;
        const before = uid();
        succeeded(await at.engine.operate("destroy"));
        expect(at.cluster.helm(["list", "--all-namespaces", "--short"]).trim()).toBe("");
        expect(at.cluster.kubectl(["get", "crd", "--output", "name"])).toContain(
            "prometheusrules.monitoring.coreos.com",
        );
        expect(succeeded(await at.engine.operate("up")).changes).toEqual({ create: resources });
        expect(uid()).toBe(before);
    },
    LONG,
);
