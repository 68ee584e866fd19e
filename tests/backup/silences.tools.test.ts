import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALERTMANAGER_SNAPSHOTS } from "../../model/alerting/timing";
import { OPERATED } from "../../model/cluster/names";
import { request } from "../../scripts/shared/cluster/https";
import {
    eventually,
    freePorts,
    run,
    start,
    temporaryFolder,
    type Program,
} from "../../scripts/shared/loopback/programs";
import { script } from "../support/script";
import { tool } from "../../scripts/shared/tools/tool";
import { certificatesFor, deployment, drill, findingsOf, type Drill } from "./drill";

/** Silences of the real Alertmanager, made by the real amtool, through a real Kubernetes API. */

const certificates = certificatesFor();
const ca = readFileSync(certificates.ca, "utf8");
let port = 0;
let alertmanager: Program;
let stage: Drill;

/** An Alertmanager without a past, at the port that the cluster's forward leads to. */
async function freshAlertmanager(): Promise<Program> {
    const folder = temporaryFolder("alertmanager");
    const file = (name: string, content: string): string => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
    };
    const config = file("alertmanager.yaml", "route: { receiver: none }\nreceivers: [{ name: none }]\n");
    const tls = `tls_server_config: { cert_file: ${certificates.certificate}, key_file: ${certificates.key} }\n`;
    const program = start(
        tool("alertmanager"),
        [
            `--config.file=${config}`,
            `--web.config.file=${file("web.yaml", tls)}`,
            `--storage.path=${join(folder, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            "--cluster.listen-address=",
            // As it is deployed.
            `--data.maintenance-interval=${ALERTMANAGER_SNAPSHOTS}`,
        ],
        { logFile: join(folder, "alertmanager.log") },
    );
    await eventually("Alertmanager is ready", async () =>
        (await request(port, "/-/ready", { ca })).status === 200 ? true : undefined,
    );
    return program;
}

const httpConfig = (): string => {
    const file = join(temporaryFolder("amtool"), "http.yaml");
    writeFileSync(file, `tls_config: { ca_file: ${certificates.ca} }\n`);
    return file;
};

function amtool(...args: readonly string[]): string {
    const address = [`--alertmanager.url=https://localhost:${port}`, `--http.config.file=${httpConfig()}`];
    // The server is older than amtool, which would say so beside its answer.
    const server = [...address, "--no-version-check"];
    const { code, output } = run(tool("amtool"), ["silence", ...args, ...server]);
    if (code !== 0) throw new Error(output);
    return output.trim();
}

interface Shown {
    readonly id: string;
    readonly status: { readonly state: string };
    readonly startsAt: string;
    readonly endsAt: string;
    readonly comment: string;
    readonly createdBy: string;
    readonly matchers: readonly object[];
}
const shown = (): readonly Shown[] =>
    (JSON.parse(amtool("query", "--output=json")) as readonly Shown[])
        .filter(({ status }) => status.state !== "expired")
        .toSorted((a, b) => (a.comment < b.comment ? -1 : 1));
/** What must be the same after a restore; ids, and the start of what has begun, are new. */
const essence = (silences: readonly Shown[]): readonly object[] =>
    silences.map(({ status, startsAt, endsAt, comment, createdBy, matchers }) => ({
        ...{ state: status.state, endsAt, comment, createdBy, matchers },
        startsAt: status.state === "pending" ? startsAt : "begun",
    }));

beforeAll(async () => {
    [port = 0] = await freePorts(1);
    alertmanager = await freshAlertmanager();
    stage = await drill("silences", {
        settings: {},
        certificates,
        cluster: { ports: { 9093: port } },
        planned: [["Service", "alertmanager"]],
    });
    stage.cluster.apply(
        deployment(
            "alertmanager",
            stage.namespace,
            { "app.kubernetes.io/name": "alertmanager", alertmanager: OPERATED.alertmanager },
            { ports: [{ name: "http-web", containerPort: 9093 }] },
        ),
    );
    stage.cluster.settled(stage.namespace);
    const add = (comment: string, matchers: readonly string[], ...more: readonly string[]): string =>
        amtool("add", `--author=${comment.split(" ")[0] ?? ""}`, `--comment=${comment}`, ...more, ...matchers);
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    add("ada moves the brokers", ["alertname=KafkaDown", "namespace=~go-.*", "severity!=critical"], "--duration=2h");
    add('bob updates "nodes"', ["alertname=~Node.+"], `--start=${inAnHour}`, "--duration=1d");
    amtool("expire", add("eve was quick", ["alertname=Gone"], "--duration=1h"));
});

const backup = (name: string): string => join(stage.folder, name);

test("what is in force or will be is backed up, what has ended is left out", async () => {
    const ran = await stage.backUp("--only", "silences", "--to", backup("first"), "--json");
    expect({ code: ran.code, findings: findingsOf(ran) }).toEqual({
        code: 0,
        findings: [
            { check: "silences", outcome: "ok", found: "2 silences (silences.json)" },
            { check: "backup", outcome: "ok", found: expect.stringMatching(/first\/manifest\.json$/) as string },
        ],
    });
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(mode(backup("first"))).toBe("700");
    expect(mode(backup("first/silences.json"))).toBe("600");
    expect(mode(backup("first/manifest.json"))).toBe("600");
    expect(JSON.parse(readFileSync(backup("first/manifest.json"), "utf8"))).toMatchObject({
        format: 1,
        stack: "drill-silences",
        context: "test",
        namespace: "go-coffee-monitoring",
        parts: { silences: { file: "silences.json", content: "2 silences" } },
    });
    expect(readFileSync(backup("first/silences.json"), "utf8")).not.toContain("eve was quick");
});

test("a restore beside what is there adds nothing", async () => {
    const before = shown();
    const ran = await stage.restore(backup("first"), "--yes", "--json");
    expect(findingsOf(ran)).toContainEqual({
        check: "silences",
        outcome: "ok",
        found: "0 silences added, 2 were there already, 0 have ended",
    });
    expect(shown()).toEqual(before);
});

test("a fresh Alertmanager gets them, once", async () => {
    const before = shown();
    await alertmanager.stop();
    alertmanager = await freshAlertmanager();
    expect(shown()).toEqual([]);

    const first = await stage.restore(backup("first"), "--yes");
    expect(first.stderr).toContain("2 silences will be added, nothing is replaced (0 are there already, 0 have ended)");
    expect(first.stdout).toContain("2 silences added, 0 were there already, 0 have ended");
    expect(first.code).toBe(0);
    expect(essence(shown())).toEqual(essence(before));
    expect(shown().map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));

    const second = await stage.restore(backup("first"), "--yes");
    expect(second.stdout).toContain("0 silences added, 2 were there already, 0 have ended");
    expect(shown()).toHaveLength(2);
});

test("a backup that was changed is refused", async () => {
    await stage.backUp("--only", "silences", "--to", backup("tampered"));
    const file = backup("tampered/silences.json");
    const content = readFileSync(file, "utf8");
    appendFileSync(file, "\n");
    const longer = await stage.restore(backup("tampered"), "--yes");
    expect(longer.stderr).toBe(
        `The backup is damaged; nothing was restored.\n    ${file} has ${content.length + 1} bytes, and the manifest says ${content.length}\n`,
    );
    writeFileSync(file, content.replace("ada", "eve"));
    const changed = await stage.restore(backup("tampered"), "--yes");
    expect({ code: changed.code, stdout: changed.stdout }).toEqual({ code: 1, stdout: "" });
    expect(changed.stderr).toMatch(/has the sha256 [0-9a-f]{64}, and the manifest says [0-9a-f]{64}\n$/);
});

test("another stack's backup is refused, unless it is named", async () => {
    const refused = await script("restore", [backup("first"), "--stack", "dev", "--yes"], stage.cluster.env);
    expect({ code: refused.code, stderr: refused.stderr }).toEqual({
        code: 1,
        stderr:
            `${backup("first")} is a backup of the stack drill-silences (context test), and not of dev. Nothing was restored.\n` +
            `    To restore it into dev all the same: npm run restore -- ${backup("first")} --stack dev --from drill-silences\n`,
    });
    const named = ["--stack", "dev", "--from", "drill-silences", "--yes", "--json"];
    const taken = await script("restore", [backup("first"), ...named], stage.cluster.env);
    expect(findingsOf(taken)).toEqual([
        { check: "grafana", outcome: "skipped", found: "The backup doesn't hold it." },
        { check: "silences", outcome: "ok", found: "0 silences added, 2 were there already, 0 have ended" },
        { check: "traces", outcome: "skipped", found: "The backup doesn't hold it." },
    ]);
});

test("nothing is restored where nobody can be asked", async () => {
    const ran = await stage.restore(backup("first"));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("Restore silences of drill-silences?\n    Nobody is there to answer: add --yes.\n");
});

test("what the stack has nothing of is left out, with what turns it on", async () => {
    const ran = await stage.backUp("--to", backup("all"), "--json");
    expect({ code: ran.code, findings: findingsOf(ran) }).toMatchObject({
        code: 0,
        findings: [
            {
                check: "grafana",
                outcome: "skipped",
                found: "Grafana has no volume: its database is lost with its pod.",
                remedy: "npm run config -- --stack drill-silences -- set --path grafana.storage 10Gi",
            },
            { check: "silences", outcome: "ok" },
            { check: "traces", outcome: "skipped", found: "Jaeger keeps them in Badger, on its own volume." },
            { check: "backup", outcome: "ok" },
        ],
    });
});

test("a folder that holds something is not written to", async () => {
    const ran = await stage.backUp("--to", backup("first"));
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({
        code: 1,
        stderr: `${backup("first")} isn't empty: a backup has a folder of its own.\n`,
    });
});

test("without a cluster, it says so", async () => {
    const env = { ...stage.cluster.env, KUBECONFIG: join(stage.folder, "none") };
    const ran = await script("backup", ["--stack", "dev", "--to", backup("none")], env);
    expect(ran).toEqual({
        code: 1,
        stdout: "",
        stderr:
            "There is no current context: no kubeconfig, or none of its contexts is chosen.\n" +
            "    Set KUBECONFIG, or choose one: kubectl config use-context NAME\n",
    });
});

test("an Alertmanager that is away fails the part", async () => {
    await alertmanager.stop();
    const ran = await stage.backUp("--only", "silences", "--to", backup("away"), "--json");
    expect(ran.code).toBe(1);
    expect(findingsOf(ran)).toMatchObject([
        {
            check: "silences",
            outcome: "failed",
            found: expect.stringMatching(/^alertmanager doesn't answer: /) as string,
        },
    ]);
});
