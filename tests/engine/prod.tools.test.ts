/** prod by the real engine: everything that it deploys, with the values of the plan and no secret where none belongs. */
import type { PlainObject } from "../../config/merge";
import { PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { succeeded } from "../../scripts/shared/loopback/pulumi/outcome";
import { openObjects, planned, valuesOf } from "./support/live";
import { LONG, setUp, tellWhatWasUsed, type SetUp } from "./support/set-up";

const canary = (name: string): string => `made-up-canary-${name}`;
const SECRETS = Object.fromEntries(PROD_SECRETS.map((name) => [name, canary(name)]));

let at: SetUp;
beforeAll(async () => {
    at = await setUp("prod", SECRETS);
}, LONG);
afterAll(() => {
    tellWhatWasUsed(at);
});

test(
    "a preview says what `up` creates, and a second `up` changes nothing",
    async () => {
        const preview = succeeded(await at.engine.operate("preview"));
        const up = succeeded(await at.engine.operate("up"));
        expect(up.changes).toEqual(preview.changes);
        const again = succeeded(await at.engine.operate("up"));
        expect(Object.keys(again.changes)).toEqual(["same"]);
        const printed = [preview, up, again].map(({ output }) => output).join("\n");
        for (const [place, text] of Object.entries({
            state: await at.engine.state(),
            printed,
            objects: openObjects(at.cluster),
        })) {
            for (const secret of Object.values(SECRETS)) {
                expect([place, text.includes(secret)]).toEqual([place, false]);
                expect([place, text.includes(Buffer.from(secret).toString("base64"))]).toEqual([place, false]);
            }
        }
        const held = at.cluster.get("secret", "alertmanager-secrets", "go-coffee-monitoring").data as PlainObject;
        const values = Object.values(held).map((value) => Buffer.from(String(value), "base64").toString());
        expect(values).toEqual(expect.arrayContaining(Object.values(SECRETS)));
    },
    LONG,
);

test(
    "every release has the plan's values, cert-manager's replicas and what is empty included",
    async () => {
        const { live, plan } = valuesOf(at.cluster, await planned("prod", at.settings, SECRETS));
        expect(live).toEqual(plan);
        expect(live).toMatchObject({
            "cert-manager": { replicaCount: 2, webhook: { replicaCount: 2 }, cainjector: { replicaCount: 2 } },
        });
    },
    LONG,
);

test(
    "`destroy` takes away every release",
    async () => {
        succeeded(await at.engine.operate("destroy"));
        expect(at.cluster.helm(["list", "--all-namespaces", "--short"]).trim()).toBe("");
    },
    LONG,
);
