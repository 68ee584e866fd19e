import { APPLICATIONS } from "../../model/telemetry/metrics/applications";
import { player } from "../../demo/service";
import { SERVICE_NAMES } from "../../demo/platform";

const MORNING = Date.UTC(2026, 10, 30, 8) / 1000;

const played = player(SERVICE_NAMES, { seed: "made-up", rate: 40 }, MORNING);
played.play(MORNING + 30);
const texts = SERVICE_NAMES.map((service) => played.registries[service]?.text() ?? "");
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*?)\})? (\S+)/;
const samples = texts
    .flatMap((text) => text.split("\n"))
    .flatMap((line) => {
        const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
        if (name === undefined) return [];
        return [
            { name, labels: [...labels.matchAll(/(\w+)="/g)].map(([, label = ""]) => label), value: Number(value) },
        ];
    });

/** Of the program's own runtime, which differs by language. */
const RUNTIME = /^(go|process)_/;

test("names and labels are those of the platform's services, and all of them are there", () => {
    const known = Object.entries(APPLICATIONS.metrics).filter(([name]) => !RUNTIME.test(name));
    const emitted = new Map<string, Set<string>>();
    for (const { name, labels } of samples) {
        const family = name.replace(/_(bucket|sum|count)$/, "");
        const base = Object.hasOwn(APPLICATIONS.metrics, name) ? name : family;
        emitted.set(base, new Set([...(emitted.get(base) ?? []), ...labels.filter((label) => label !== "le")]));
    }
    expect([...emitted.keys()].sort()).toEqual(known.map(([name]) => name).sort());
    for (const [name, { labels }] of known)
        expect([name, [...(emitted.get(name) ?? [])].sort()]).toEqual([name, [...labels].sort()]);
});

test("it is OpenMetrics, with a trace on each bucket that was hit", () => {
    for (const text of texts) expect(text.endsWith("# EOF\n")).toBe(true);
    expect(texts.join("\n")).toMatch(/_bucket\{[^}]*\} \d+ # \{trace_id="[0-9a-f]{32}"\} [\d.]+ [\d.]+/);
    expect(samples.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
});

test("a flood of series is there while it lasts", () => {
    const flooded = player(["auth-service"], { seed: "made-up", rate: 1 }, MORNING);
    const count = (): number => (flooded.registries["auth-service"]?.text().match(/^session_state\{/gm) ?? []).length;
    flooded.goOn(["series-flood"], MORNING);
    flooded.play(MORNING + 1);
    expect(count()).toBe(30_000);
    flooded.goOn([], MORNING + 1);
    flooded.play(MORNING + 2);
    expect(count()).toBe(0);
});
