/** A stack file for each platform: it plans, and what a platform is known to refuse or to hide is minded. */
import { join } from "node:path";
import { PLATFORMS } from "../../config/schema/cluster";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { readStackFile, stacksIn } from "../../scripts/shared/planning/stack-file";
import { plan, PROJECT } from "../support/plan";
import { at } from "../support/resources";

const EXAMPLES = join(PROJECT, "examples");

const planned = async (platform: string) =>
    (await plan("dev", readStackFile(PROJECT, platform, EXAMPLES))).plan.resources;
const HIDDEN = ["kubeEtcd", "kubeScheduler", "kubeControllerManager", "kubeProxy"];

test("there is one for each platform", () => {
    expect(stacksIn(EXAMPLES)).toEqual([...PLATFORMS].sort());
});

describe.each(PLATFORMS)("%s", (platform) => {
    test("plans, and scrapes of the control plane what can be reached", async () => {
        const stack = releasesOf(await planned(platform)).find(({ release }) => release === "prometheus");
        const scraped = HIDDEN.filter((part) => at(stack?.values, part, "enabled") === true);
        expect(scraped).toEqual(platform === "kubeadm" ? HIDDEN : []);
        const dns = ["coreDns", "kubeDns"].filter((part) => at(stack?.values, part, "enabled") === true);
        expect(dns).toEqual(platform === "openshift" ? [] : platform === "gke" ? ["kubeDns"] : ["coreDns"]);
    });
});

test("OpenShift lets the stack's pods choose their user, and the agents reach the node", async () => {
    const bindings = objectsOf(await planned("openshift")).filter(({ name }) => name.endsWith("-constraints"));
    expect(bindings.map(({ namespace, manifest }) => [namespace, at(manifest, "roleRef", "name")])).toEqual(
        expect.arrayContaining([
            ["go-coffee-monitoring", "system:openshift:scc:nonroot-v2"],
            ["go-coffee-monitoring-agents", "system:openshift:scc:privileged"],
        ]),
    );
    const elsewhere = objectsOf(await planned("rke2")).filter(({ name }) => name.endsWith("-constraints"));
    expect(elsewhere).toEqual([]);
});

test("a private registry is asked with its user, by every pod that has a value for it", async () => {
    const releases = releasesOf(await planned("rke2"));
    const values = (release: string) => releases.find((one) => one.release === release)?.values;
    expect(at(values("prometheus"), "global", "imagePullSecrets")).toEqual([{ name: "registry-user" }]);
    expect(at(values("loki"), "imagePullSecrets")).toEqual([{ name: "registry-user" }]);
    expect(at(values("loki"), "global", "imageRegistry")).toBe("registry.replace-me.example/mirror");
});
