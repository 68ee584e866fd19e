/** Time of an `up` on an empty cluster, beside that of bare helm with the same releases. */
import type { PlainObject } from "../../config/merge";
import { toSortedYaml } from "../../model/formats/yaml";
import { startCluster, type TestCluster } from "../shared/loopback/cluster";
import { definitionsFor } from "../shared/loopback/open-definitions";
import { startEngine } from "../shared/loopback/pulumi/real-engine";
import { succeeded } from "../shared/loopback/pulumi/outcome";
import type { PlannedResource } from "../shared/planning/engine";
import { objectsOf, releasesOf } from "../shared/planning/graph";
import { run } from "../shared/system/command";
import { tool } from "../shared/tools/tool";
import type { Pair } from "./ratios";

/** Seconds of each round, each on clusters of its own. */
export async function deploy(
    settings: PlainObject,
    resources: readonly PlannedResource[],
    rounds: number,
    say: (progress: string) => void,
): Promise<readonly Pair[]> {
    const measured: Pair[] = [];
    for (let round = 1; round <= rounds; round++) {
        say(`up: round ${round} of ${rounds}, helm`);
        const base = await onCluster((cluster) => byHelm(cluster, resources));
        say(`up: round ${round} of ${rounds}, the engine`);
        measured.push({ base, ours: await onCluster((cluster) => byEngine(cluster, settings)) });
    }
    return measured;
}

async function onCluster(measure: (cluster: TestCluster) => Promise<number>): Promise<number> {
    const cluster = await startCluster();
    const seconds = await measure(cluster);
    await cluster.stop();
    return seconds;
}

async function byEngine(cluster: TestCluster, settings: PlainObject): Promise<number> {
    const engine = await startEngine(cluster, "dev", settings);
    const started = Date.now();
    succeeded(await engine.operate("up"));
    return since(started);
}

/** What releases need (namespaces, claims, ConfigMaps) is there before, and isn't counted. */
async function byHelm(cluster: TestCluster, resources: readonly PlannedResource[]): Promise<number> {
    const custom = new Set(definitionsFor(resources).map(({ spec }) => spec.group));
    const own = objectsOf(resources).filter(
        ({ manifest }) => !custom.has(String(manifest.apiVersion).split("/")[0] ?? ""),
    );
    const kind = (wanted: boolean): readonly object[] =>
        own.filter((object) => (object.kind === "Namespace") === wanted).map(({ manifest }) => manifest);
    cluster.apply(...kind(true));
    cluster.apply(...kind(false));
    const started = Date.now();
    for (const { release, chart, version, repository, namespace, values } of releasesOf(resources)) {
        const from = repository === undefined ? [] : ["--version", version, "--repo", repository];
        const options = ["--namespace", namespace, "--values", "-", "--wait", "--timeout", "300s"];
        // Not cluster.helm(), which would keep this process from serving charts.
        const args = ["install", release, chart, ...from, ...options];
        const { code, stderr } = await run(tool("helm"), args, toSortedYaml(values), { env: cluster.env });
        if (code !== 0) throw new Error(`helm ${args.join(" ")}\n${stderr}`);
    }
    return since(started);
}

const since = (started: number): number => (Date.now() - started) / 1000;
