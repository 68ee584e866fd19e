/** What every file of these tests starts with: a cluster, charts, and a stack that is not deployed yet. */
import type { PlainObject } from "../../../config/merge";
import { startCluster, storageClass, type TestCluster } from "../../../scripts/shared/loopback/cluster";
import { engineCharts, type EngineCharts } from "../../../scripts/shared/loopback/pulumi/engine-charts";
import { startEngine, type CanarySecrets, type Engine } from "../../../scripts/shared/loopback/pulumi/real-engine";
import { devSettings, prodSettings } from "../../../scripts/shared/loopback/pulumi/stack-settings";
import { plan, type Stack } from "../../support/plan";

export interface SetUp {
    readonly cluster: TestCluster;
    readonly charts: EngineCharts;
    readonly engine: Engine;
    readonly settings: PlainObject;
}

/** An `up` of everything on a machine that has more to do. */
export const LONG = 900_000;

const SETTINGS: Readonly<Record<Stack, (charts: string) => PlainObject>> = { dev: devSettings, prod: prodSettings };

export async function setUp(stack: Stack, secrets: CanarySecrets = {}): Promise<SetUp> {
    const [cluster, { plan: planned }] = await Promise.all([startCluster(), plan(stack)]);
    // The cloud's, which volumes of prod are asked of.
    if (stack === "prod") cluster.apply(storageClass("gp3"));
    const charts = await engineCharts(planned.resources);
    const settings = SETTINGS[stack](charts.url);
    return { cluster, charts, settings, engine: await startEngine(cluster, stack, settings, secrets) };
}

/** In the last lines of a run: what was real, and what wasn't. */
export function tellWhatWasUsed({ charts }: SetUp): void {
    console.log(
        `The engine deployed ${charts.kind} (CHART_MIRROR names a repository of the real ones); @pulumi/random's plug-in was the stand-in.`,
    );
}
