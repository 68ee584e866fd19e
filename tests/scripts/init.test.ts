import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLATFORMS } from "../../config/schema/cluster";
import type { Answers } from "../../scripts/init/answers";
import { TELLING } from "../../scripts/init/channels";
import { newStack } from "../../scripts/init/new-stack";
import { readStackFile } from "../../scripts/shared/planning/stack-file";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { plan, PROJECT } from "../support/plan";
import { projectCopy } from "../support/project-copy";
import { startScript } from "../support/script";

/** What six answers make: a stack file that plans, whatever they are. */

const folder = temporaryFolder("init");
const USUAL: Answers = {
    stack: "made",
    environment: "dev",
    platform: "kind",
    context: undefined,
    namespaces: ["go-coffee"],
    channels: [],
};

async function planned(answers: Partial<Answers>) {
    const all = { ...USUAL, ...answers };
    writeFileSync(join(folder, "Pulumi.made.yaml"), newStack(all));
    return plan("dev", readStackFile(PROJECT, "made", folder));
}

test("for a laptop it is as short as can be", async () => {
    expect(newStack(USUAL)).toBe(`# yaml-language-server: $schema=./config.schema.json
# Only what differs from the defaults is here: docs/configuration.md.
config:
    go-coffee-observability:environment: dev
    go-coffee-observability:cluster:
        platform: kind
        name: made
    go-coffee-observability:namespaces:
        applications:
            - name: go-coffee
              create: true
`);
    expect((await planned({})).config.environment).toBe("dev");
});

test.each(
    PLATFORMS.flatMap((platform) => (["dev", "prod"] as const).map((environment) => [platform, environment] as const)),
)("%s for %s plans, with what was answered", async (platform, environment) => {
    const { config } = await planned({
        platform,
        environment,
        context: "there",
        namespaces: ["shop", "bar"],
        channels: environment === "prod" ? TELLING : ["slack"],
    });
    expect(config).toMatchObject({
        environment,
        cluster: { platform, context: "there", name: "made" },
        notifications: { slack: { enabled: true }, pagerduty: { enabled: environment === "prod" } },
    });
    expect(config.namespaces.applications.map(({ name }) => name)).toEqual(["shop", "bar"]);
});

test("prod pages somebody, whatever was answered", async () => {
    const { config } = await planned({ environment: "prod", platform: "eks", channels: ["slack"] });
    expect(config.notifications.pagerduty.enabled).toBe(true);
    expect(config.cluster.context).toBe("replace-me");
});

describe("the command", () => {
    const copy = projectCopy();
    const stack = "trial";
    const file = join(copy.folder, `Pulumi.${stack}.yaml`);
    const init = (...args: readonly string[]) => startScript("init", args, process.env, copy.folder).ended;

    test("writes the file, and never touches one that is there", async () => {
        const first = await init("--stack", stack, "--channels", "msteams");
        expect([first.code, first.stderr]).toEqual([0, ""]);
        expect(first.stdout).toMatch(/^Pulumi\.trial\.yaml is written and plans: \d+ resources\.\n/);
        expect(first.stdout).toContain("alertmanager-secrets: msteams-url-platform");
        const text = readFileSync(file, "utf8");
        const again = await init("--stack", stack, "--environment", "prod");
        expect([again.code, again.stdout]).toEqual([1, ""]);
        expect(again.stderr).toContain("is there already and stays as it is");
        expect(readFileSync(file, "utf8")).toBe(text);
    });

    test("an answer that is none is told, and nothing is written", async () => {
        const { code, stderr } = await init("--stack", `${stack}-2`, "--platform", "aws");
        expect([code, stderr]).toEqual([
            1,
            "--platform aws: must be one of kind, eks, gke, aks, openshift, rke2, k3s, kubeadm\n",
        ]);
        expect(existsSync(join(copy.folder, `Pulumi.${stack}-2.yaml`))).toBe(false);
    });
});
