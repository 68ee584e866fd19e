import { spawn } from "node:child_process";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cacheFolder, moduleFolder } from "../../scripts/shared/tools/cache";
import { TOOLS } from "../../scripts/shared/tools/modules";

/** `npm run tools` with a Go that makes up its programs: what is built when, and what is left behind. */

const PROJECT = join(__dirname, "..", "..");

/** Writes what the `tool` lines of go.mod name, or one program, once the gate is there; notes what it was called with. */
const MADE_UP_GO = `#!/bin/sh
mkdir -p "$GOTMPDIR/go-build" || exit 1
echo "$PWD $*" >> "$CALLS"
# Where the sources of a module are, with the files that a main of ours embeds.
if [ "$1" = list ]; then
    mkdir -p "$GOTMPDIR/sources/cmd/pulumi-resource-kubernetes" && cd "$GOTMPDIR/sources" || exit 1
    touch cmd/pulumi-resource-kubernetes/schema.json cmd/pulumi-resource-kubernetes/terraform-mapping.json
    pwd
    exit 0
fi
[ "$1" = mod ] && exit 0
while [ "$1" != -o ]; do shift; done
while [ -n "$GATE" ] && [ ! -e "$GATE" ]; do sleep 0.1; done
if [ -n "$COMPLAINT" ]; then
    echo "go: downloading made.up/module v1.0.0" >&2
    echo "$COMPLAINT" >&2
    exit 1
fi
program() { printf '#!/bin/sh\\n' > "$1" && chmod +x "$1"; }
if [ -d "$2" ]; then
    sed -n -e 's#/v[0-9]*$##' -e 's#^tool .*/##p' -e '/^tool (/,/^)/s#^\\t.*/##p' go.mod | while read -r name; do program "$2/$name"; done
else
    program "$2"
fi
`;

let folder = "";
let env: NodeJS.ProcessEnv = {};
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "go-coffee-tools-"));
    mkdirSync(join(folder, "path"));
    writeFileSync(join(folder, "path", "go"), MADE_UP_GO);
    chmodSync(join(folder, "path", "go"), 0o755);
    const path = [join(folder, "path"), dirname(process.execPath), "/usr/bin", "/bin"].join(":");
    env = { HOME: folder, PATH: path, CALLS: join(folder, "calls"), TOOLS_CACHE: join(folder, "cache") };
});
afterEach(() => {
    rmSync(folder, { recursive: true });
});

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

const begin = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const command = ["--import", "tsx", join(PROJECT, "scripts", "tools.ts"), ...args];
    const child = spawn(process.execPath, command, { cwd: PROJECT, env: { ...env, ...more } });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
        child.on("close", (code) => {
            resolve({ code, stdout, stderr });
        });
    });
    return { child, ended, printed: () => stdout };
};
const tools = (args: readonly string[], more?: NodeJS.ProcessEnv): Promise<Ended> => begin(args, more).ended;

const calls = (): readonly string[] =>
    existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
const cached = (): readonly string[] => readdirSync(join(folder, "cache"));
const until = async (happened: () => boolean): Promise<void> => {
    while (!happened()) await new Promise((resolve) => setTimeout(resolve, 50));
};
const lines = (text: string): readonly string[] => text.trim().split("\n");

test("builds every program once, from what is committed alone", async () => {
    const first = await tools([], { GOFLAGS: "-mod=mod" });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(
        /^prometheus 3\.\d+\.\d+: building prometheus, promtool\nprometheus: built in \d+ s$/m,
    );
    const builds = calls().filter((call) => / build /.test(call));
    expect(builds.every((call) => call.includes(" build -mod=readonly -trimpath "))).toBe(true);
    expect(calls().filter((call) => !builds.includes(call) && !/ (mod download|list -m) /.test(call))).toEqual([]);
    const paths = await tools(["--path"]);
    expect(lines(paths.stdout)).toHaveLength(TOOLS.length);
    expect(lines(paths.stdout).every((path) => existsSync(path))).toBe(true);
    expect(cached().filter((entry) => entry.startsWith(".") || entry === "lock")).toEqual([]);

    const before = calls().length;
    expect(await tools([])).toMatchObject({
        code: 0,
        stdout: `${TOOLS.length} programs in ${join(folder, "cache")}\n`,
    });
    expect(calls()).toHaveLength(before);
});

test("builds the module of the program that is asked for", async () => {
    expect((await tools(["--tool", "promtool"])).code).toBe(0);
    expect(calls()).toEqual([expect.stringContaining("/tools/prometheus build ")]);
});

test("a build that breaks says why and leaves nothing", async () => {
    const broken = await tools(["--tool", "amtool"], { COMPLAINT: "undefined: made.Up" });
    expect(broken).toMatchObject({ code: 1, stderr: "amtool: not built\nundefined: made.Up\n" });
    expect(cached()).toEqual([]);
});

test("a build that is interrupted leaves nothing, and the next one goes on at once", async () => {
    const { child, ended } = begin(["--tool", "amtool"], { GATE: join(folder, "never") });
    await until(() => calls().length > 0);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 1, stderr: "amtool: not built\ninterrupted\n" });
    expect(cached()).toEqual([]);
    expect((await tools(["--tool", "amtool"])).code).toBe(0);
});

test("without Go it says which one is needed", async () => {
    rmSync(join(folder, "path", "go"));
    const none = await tools(["--tool", "amtool"], { PATH: join(folder, "path") });
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/Go is not on the PATH.*Go 1\.\d+\.\d+ or newer: https:\/\/go\.dev\/dl\//);
    expect(cached()).toEqual([]);
});

test("several at once: one builds, the others wait and take what it built", async () => {
    const gate = join(folder, "gate");
    const runs = [1, 2, 3].map(() => begin(["--tool", "amtool"], { GATE: gate }));
    await until(() => runs.filter(({ printed }) => printed().includes("another build is running")).length === 2);
    writeFileSync(gate, "");
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(calls()).toHaveLength(1);
});

test("whoever died while building is not waited for", async () => {
    const lock = join(folder, "cache", "lock");
    mkdirSync(dirname(lock));
    writeFileSync(lock, "1\n");
    utimesSync(lock, new Date(0), new Date(0));
    expect((await tools(["--tool", "amtool"])).code).toBe(0);
});

test("a program that is gone from the cache is built again", async () => {
    await tools(["--tool", "promtool"]);
    rmSync(join(moduleFolder("prometheus", env), "promtool"));
    const missing = await tools(["--tool", "promtool", "--path"]);
    expect(missing).toMatchObject({ code: 1, stderr: "missing: promtool\n" });
    expect((await tools(["--tool", "promtool"])).code).toBe(0);
    expect(existsSync(join(moduleFolder("prometheus", env), "promtool"))).toBe(true);
});

test("TOOLS_BIN is taken instead, and nothing is built", async () => {
    const given = join(folder, "path");
    writeFileSync(join(given, "amtool"), "#!/bin/sh\n");
    chmodSync(join(given, "amtool"), 0o755);
    expect(await tools(["--tool", "amtool", "--path"], { TOOLS_BIN: given })).toMatchObject({
        code: 0,
        stdout: `${join(given, "amtool")}\n`,
    });
    const one = await tools(["--tool", "amtool"], { TOOLS_BIN: given });
    expect(one).toMatchObject({ code: 0, stdout: `0 programs in ${cacheFolder(env)}, 1 in ${given}\n` });
    expect(calls()).toEqual([]);
    // What isn't in there is built as ever.
    const two = await tools(["--tool", "amtool", "--tool", "promtool"], { TOOLS_BIN: given });
    expect(two.stdout).toContain(`1 programs in ${cacheFolder(env)}, 1 in ${given}\n`);
});

test("the cache is the user's unless TOOLS_CACHE says otherwise", () => {
    const inCache = (more: NodeJS.ProcessEnv): string => dirname(moduleFolder("amtool", more));
    expect(inCache({ XDG_CACHE_HOME: "/made/up" })).toBe("/made/up/go-coffee-observability/tools");
    expect(inCache({ XDG_CACHE_HOME: "relative" })).toMatch(/\/\.cache\/go-coffee-observability\/tools$/);
    expect(inCache({ XDG_CACHE_HOME: "/made/up", TOOLS_CACHE: "/elsewhere" })).toBe("/elsewhere");
    expect(inCache({ TOOLS_CACHE: "here" })).toBe(join(process.cwd(), "here"));
});

test("an unknown program is refused with those that there are", async () => {
    const unknown = await tools(["--tool", "grafana"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toBe(`There is no program "grafana". There are: ${TOOLS.join(", ")}.\n`);
});
