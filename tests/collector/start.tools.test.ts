import { headerVariable } from "../../components/opentelemetry-collector/pipeline/exporters";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dialled, startableCollector, startCollector } from "../../scripts/shared/loopback/collector";
import { kubernetesApi } from "../../scripts/shared/loopback/kubernetes-api";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { tiersOf, VARIANTS } from "../support/variants";
import { collectors } from "../../scripts/shared/loopback/examples";

const folder = temporaryFolder("collector-start");
const certificates = makeCertificates(folder);

const tiers = Object.entries(VARIANTS).flatMap(([variant, settings]) =>
    tiersOf(collectors(settings())).map(({ tier, config }) => ({ variant, tier, config })),
);

test.each(tiers)("$tier of $variant starts in the real collector", async ({ variant, tier, config }) => {
    const own = join(folder, variant.replaceAll(" ", "-"), tier);
    mkdirSync(own, { recursive: true });
    // Nothing listens there: a collector starts without its backends.
    const backends = Object.fromEntries(dialled(config).map(({ address }) => [address, "127.0.0.1:9"]));
    const made = await startableCollector(config, { folder: own, certificates, backends });
    const file = join(own, "collector.yaml");
    writeFileSync(file, made.text);
    const api = await kubernetesApi(certificates, []);
    const env = {
        ...api.env,
        [headerVariable("vendor", "x-api-key")]: "made-up",
        [headerVariable("long-term", "Authorization")]: "made-up",
    };
    Object.assign(process.env, env);
    expect(run(tool("otelcol"), ["validate", "--config", file])).toEqual({ code: 0, output: "" });

    const running = await startCollector(made, own, env);
    // Anything that it warns of about its configuration is deprecated or ignored.
    expect(running.program.log()).not.toMatch(/deprecated|"level":"error"/i);
    await running.program.stop();
    // Each kind of swap in one line; the whole list is what tests/support/startable.test.ts holds to its word.
    const kinds = made.swapped.map(({ kind }) => kind);
    process.stdout.write(
        `${tier} of ${variant}, swapped: ${[...new Set(kinds)]
            .map((kind) => `${kinds.filter((other) => other === kind).length} ${kind}`)
            .join(", ")}\n`,
    );
});
