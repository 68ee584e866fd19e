import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { LockedChart, LockedImage } from "../../model/charts/folder-lock";
import { sha256 } from "../../model/charts/folder";
import { archiveOf, CHARTS, DISTINCT_CHARTS, type Chart } from "../../model/charts/charts";
import { IMAGES, imageOf } from "../../model/charts/images";
import { isPlainObject } from "../../config/merge";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { chartRegistry } from "../support/chart-registry";
import { only } from "../support/problems";
import { Checkout } from "../support/checkout";
import { imageRegistry, type ImageRegistry } from "../support/image-registry";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import type { ScriptRun } from "../support/script";
import { givenValues, indexCharts, packStandIn, packStandIns, standInImage } from "../support/stand-in-charts";
import { tool } from "../../scripts/shared/tools/tool";
import { serveFolder, type WebServer } from "../../scripts/shared/loopback/web-server";

const { loki } = CHARTS;
const LOKI = archiveOf(loki);
const ARCHIVES = DISTINCT_CHARTS.map(archiveOf);
const FILES = [...ARCHIVES, "charts.lock.json", "images.txt", "index.yaml"].sort();

const digestOf = (image: string): string => `sha256:${sha256(Buffer.from(image))}`;
const imagePath = (row: Chart): string => standInImage(row, "").slice(1);

type Lock = { readonly charts: readonly LockedChart[]; readonly images: readonly LockedImage[] };
const lockIn = (project: Checkout, folder = "charts"): Lock =>
    JSON.parse(project.read(folder, "charts.lock.json")) as Lock;

/** SHA-256 of each chart's archive in a folder, by file name. */
const digestsIn = (folder: string): { readonly [archive: string]: string } =>
    Object.fromEntries(ARCHIVES.map((name) => [name, sha256(readFileSync(join(folder, name)))]));

/** What the project renders of both stacks is what its folder holds. */
async function expectRendered(
    project: Checkout,
    releases: { readonly dev: number; readonly prod: number },
    args: readonly string[] = [],
) {
    for (const stack of ["dev", "prod"] as const) {
        const { code, stderr } = await project.run("manifests", "--stack", stack, ...args);
        expect({ stack, code, stderr }).toEqual({ stack, code: 0, stderr: "" });
        expect(readdirSync(project.path("out", stack, "manifests"))).toHaveLength(releases[stack]);
    }
}

describe("charts in a folder", () => {
    const repository = join(temporaryFolder("repository"), "charts");
    const project = new Checkout();
    let standIns: Parameters<typeof packStandIns>[0];
    let server: WebServer;
    let registry: ImageRegistry;
    const pull = (...args: readonly string[]): Promise<ScriptRun> =>
        project.run("charts", "pull", "--mirror", server.url, "--without-image-digests", ...args);
    /** The same with the images of one stack: rendering takes its time. */
    const pullForDev = (...args: readonly string[]): Promise<ScriptRun> => pull("--stack", "dev", ...args);

    beforeAll(async () => {
        registry = await imageRegistry({
            manifests: Object.fromEntries(
                DISTINCT_CHARTS.map((row) => [imagePath(row), { digest: digestOf(imagePath(row)) }]),
            ),
        });
        standIns = { helm: tool("helm"), folder: repository, registry: registry.host, values: await givenValues() };
        packStandIns(standIns);
        server = await serveFolder(repository);
    });

    test("are pulled once each, with the images of both stacks and a lock", async () => {
        const { code, stdout, stderr } = await pull("--json");
        expect({ code, error: code === 0 ? "" : stderr }).toEqual({ code: 0, error: "" });
        const inRepository = digestsIn(repository);
        const locked = DISTINCT_CHARTS.map((row) => ({
            name: row.chart,
            version: row.version,
            sha256: inRepository[archiveOf(row)],
        }));
        const named = [IMAGES.busybox, IMAGES.kubectl, IMAGES.thanos, IMAGES.elasticsearch];
        const own = named.map((image) => imageOf(image, undefined));
        const images = [...own, ...DISTINCT_CHARTS.map((row) => standInImage(row, registry.host))].sort();
        expect(JSON.parse(stdout)).toEqual({
            folder: "./charts",
            charts: locked.map((chart) => ({ ...chart, change: "new" })),
            images: images.map((image) => ({ image })),
            untold: [],
        });
        expect(
            stderr
                .split("\n")
                .filter((line) => line.startsWith("pulled "))
                .sort(),
        ).toEqual(DISTINCT_CHARTS.map(({ chart, version }) => `pulled ${chart} ${version}`).sort());
        expect(readdirSync(project.path("charts")).sort()).toEqual(FILES);
        expect(digestsIn(project.path("charts"))).toEqual(inRepository);
        expect(lockIn(project).charts).toEqual([...locked].sort((a, b) => (a.name < b.name ? -1 : 1)));
        expect(project.read("charts", "images.txt")).toBe(images.map((image) => `${image}\n`).join(""));
    });

    test("pulled again are the same files byte for byte", async () => {
        const before = FILES.map((name) => project.read("charts", name));
        const { code, stdout } = await pull();
        expect(code).toBe(0);
        expect(stdout).toMatch(/^loki {2,}18\.11\.0 {2,}as locked {2,}[0-9a-f]{64}$/m);
        expect(stdout).toContain("npm run config -- --stack NAME -- set chartMirror ./charts");
        expect(FILES.map((name) => project.read("charts", name))).toEqual(before);
    });

    test("come with the digests of their images, from a registry that wants a token", async () => {
        // With certificates from elsewhere and no Elasticsearch, every image is of a chart, and so of the stub.
        project.writeStack("bare", {
            environment: "dev",
            certManager: { enabled: false },
            tls: {
                issuer: {
                    name: "elsewhere",
                    caCertificates: "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n",
                },
            },
        });
        const args = ["pull", "--mirror", server.url, "--to", "digests", "--stack", "bare"];
        const { code, stdout } = await project.run("charts", ...args);
        rmSync(project.path("Pulumi.bare.yaml"));
        expect(code).toBe(0);
        expect(stdout).not.toContain("could not be learnt");
        const installed = DISTINCT_CHARTS.filter(({ chart }) => !["cert-manager", "eck-operator"].includes(chart));
        const { images } = lockIn(project, "digests");
        expect(images).toEqual(
            installed
                .map((row) => ({ image: standInImage(row, registry.host), digest: digestOf(imagePath(row)) }))
                .sort((a, b) => (a.image < b.image ? -1 : 1)),
        );
    });

    test("are refused when one has been tampered with, until they are pulled again", async () => {
        project.configure({ chartMirror: "./charts" });
        const [locked] = [digestsIn(project.path("charts"))[LOKI]];
        appendFileSync(project.path("charts", LOKI), "tampered");
        const found = digestsIn(project.path("charts"))[LOKI];
        const problem = `has another ${LOKI} than its lock: sha256 ${found} in place of ${locked}`;

        const refused = await project.run("plan");
        expect(refused.code).toBe(1);
        expect(refused.stderr).toBe(
            `${only(`  chartMirror = "./charts"\n      ${problem}\n      npm run charts -- pull --to ./charts`)}\n`,
        );
        expect(existsSync(project.path("out", "dev", "releases.yaml"))).toBe(false);

        const verified = await project.run("charts", "verify", "--json");
        expect(verified.code).toBe(1);
        expect(JSON.parse(verified.stdout)).toEqual({
            findings: DISTINCT_CHARTS.map(({ chart, version }) =>
                chart === "loki"
                    ? {
                          check: "loki 18.11.0",
                          outcome: "failed",
                          found: `./charts ${problem}`,
                          remedy: "npm run charts -- pull --to ./charts",
                      }
                    : { check: `${chart} ${version}`, outcome: "ok", found: "as locked" },
            ),
        });

        expect((await pullForDev()).code).toBe(0);
        expect(digestsIn(project.path("charts"))[LOKI]).toBe(locked);
        const mended = await project.run("charts", "verify");
        expect({ code: mended.code, summary: mended.stdout.trim().split("\n").at(-1) }).toEqual({
            code: 0,
            summary: "7 ok, 0 failed",
        });
    });

    test("that were released again under the same version are taken on purpose alone", async () => {
        const before = digestsIn(project.path("charts"));
        packStandIn(loki, standIns, "released again");
        rmSync(join(repository, "index.yaml"));
        expect((await pullForDev()).stderr).toContain("Not every chart could be pulled:\n");
        indexCharts(standIns.helm, repository);
        const pulled = digestsIn(repository)[LOKI];
        const refused = await pullForDev();
        expect(refused.code).toBe(1);
        expect(refused.stderr).toContain(
            `These charts are not those that charts/charts.lock.json holds under the same version; nothing was changed:
  loki 18.11.0
    locked sha256 ${before[LOKI]}
    pulled sha256 ${pulled}
A version is released once: ask the maintainers what has happened. To accept the new ones on purpose:
  npm run charts -- pull --to ./charts --accept loki
`,
        );
        expect(digestsIn(project.path("charts"))).toEqual(before);
        const accepted = await pullForDev("--accept", "loki");
        expect(accepted.stdout).toMatch(/^loki {2,}18\.11\.0 {2,}accepted {3,}[0-9a-f]{64}$/m);
        expect(digestsIn(project.path("charts"))).toEqual({ ...before, [LOKI]: pulled });
        expect((await project.run("charts", "verify")).code).toBe(0);
    });

    test("are the same from an OCI registry", async () => {
        const folder = temporaryFolder("certificates");
        const certificates = makeCertificates(folder);
        const prefix = await chartRegistry(repository, certificates);
        // Go takes an authority from the environment on Linux alone.
        if (process.platform !== "linux") {
            console.warn("Charts were not pulled from an OCI registry: helm can't be told of its authority here.");
            return;
        }
        const other = new Checkout({ SSL_CERT_FILE: certificates.ca });
        const { code, stderr } = await other.run(
            "charts",
            "pull",
            "--mirror",
            prefix,
            "--stack",
            "dev",
            "--without-image-digests",
        );
        expect({ code, error: code === 0 ? "" : stderr }).toEqual({ code: 0, error: "" });
        for (const name of FILES) expect(other.read("charts", name)).toBe(project.read("charts", name));
    });

    test("that the lock had and the stack no longer installs are cleared away", async () => {
        const lock = lockIn(project);
        const charts = [...lock.charts, { name: "loki", version: "18.10.0", sha256: "0".repeat(64) }];
        writeFileSync(project.path("charts", "charts.lock.json"), JSON.stringify({ ...lock, version: 1, charts }));
        writeFileSync(project.path("charts", "loki-18.10.0.tgz"), "old");
        writeFileSync(project.path("charts", "README"), "mine");
        expect((await pullForDev()).code).toBe(0);
        expect(readdirSync(project.path("charts")).sort()).toEqual([...FILES, "README"].sort());
        expect(lockIn(project)).toEqual(lock);
    });

    test("are all that is needed once the network is gone", async () => {
        await server.stop();
        expect((await pullForDev()).stderr).toContain("Behind a firewall, name a mirror that holds the charts");
        const planned = await project.run("plan");
        expect({ code: planned.code, stderr: planned.stderr }).toEqual({ code: 0, stderr: "" });
        const releases = parse(project.read("out", "dev", "releases.yaml")) as readonly unknown[];
        expect(releases.filter(isPlainObject).map(({ chart, repository: from }) => [chart, from])).toContainEqual([
            "./charts/loki-18.11.0.tgz",
            undefined,
        ]);
        await expectRendered(project, { dev: 7, prod: 9 });
        expect(project.read("out", "prod", "manifests", "loki.yaml")).toContain(standInImage(loki, registry.host));
    });

    test("are a Helm repository on any web server", async () => {
        const served = await serveFolder(project.path("charts"));
        rmSync(project.path("out"), { recursive: true });
        await expectRendered(project, { dev: 7, prod: 9 }, ["--mirror", served.url]);
        expect(parse(project.read("out", "dev", "releases.yaml"))).toContainEqual(
            expect.objectContaining({ chart: "loki", repository: served.url }),
        );
        await served.stop();
    });
});

const MIRROR = process.env.CHART_MIRROR;
if (MIRROR === undefined) {
    test("the real charts are not pulled: set CHART_MIRROR to a Helm repository that holds them", () => {
        console.warn("The real charts were not pulled into a folder: set CHART_MIRROR.");
    });
} else {
    describe("the real charts in a folder", () => {
        const project = new Checkout();
        /** Images that `manifests` lists. */
        const listed = (stdout: string): readonly string[] =>
            /^Images \(\d+\):\n((?: {2}.+\n)+)/m.exec(stdout)?.[1]?.trim().split(/\s+/) ?? [];

        test("render both stacks, with no repository left to ask", async () => {
            const { code, stderr } = await project.run("charts", "pull", "--mirror", MIRROR, "--without-image-digests");
            expect({ code, error: code === 0 ? "" : stderr }).toEqual({ code: 0, error: "" });
            project.configure({ chartMirror: "./charts" });
            await expectRendered(project, { dev: 7, prod: 9 });
            for (const stack of ["dev", "prod"]) {
                expect(project.read("out", stack, "releases.yaml")).not.toContain("repository:");
            }
        });

        test("list every image by the name that it has below a registry of one's own", async () => {
            const registry = "registry.gocoffee.dev/mirror";
            project.configure({ imageRegistry: registry });
            const used = await Promise.all(["dev", "prod"].map((stack) => project.run("manifests", "--stack", stack)));
            const wanted = project.read("charts", "images.txt").trim().split("\n");
            expect([...new Set(used.flatMap(({ stdout }) => listed(stdout)))].sort()).toEqual(
                wanted.map((image) => `${registry}/${image.slice(image.indexOf("/") + 1)}`).sort(),
            );
        });
    });
}
