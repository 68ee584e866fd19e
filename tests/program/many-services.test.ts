/** A thousand services: what is planned fits into what Kubernetes takes; where it wouldn't, it is told before. */
import { bytesOf, MOST, objectProblems, sizedObjects, type Content } from "../../checks/objects";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { MANY_SERVICES } from "../rules/harness/many-services";
import { configuration, plan } from "../support/plan";

describe.each(["dev", "prod"] as const)("%s with a thousand services", (stack) => {
    const planned = async () => (await plan(stack, configuration(stack, MANY_SERVICES))).plan.resources;

    test("every object is within its limit", async () => {
        const objects = objectsOf(await planned());
        const kindOf = (kind: string): keyof typeof MOST =>
            kind === "ConfigMap" || kind === "Secret" || kind === "PrometheusRule" ? kind : "object";
        const large = objects.filter(({ kind, manifest }) => {
            const known = kindOf(kind);
            return bytesOf({ kind: known, content: manifest }) > MOST[known];
        });
        expect(large.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
        // They do grow: rules of a thousand services fill several objects.
        const rules = objects.filter(({ kind }) => kind === "PrometheusRule");
        expect(rules.length).toBeGreaterThan(6);
    });

    test("helm can keep each release", async () => {
        for (const { release, values } of releasesOf(await planned())) {
            expect([release, bytesOf({ kind: "release", content: values }) <= MOST.release]).toEqual([release, true]);
        }
    });
});

const NOTHING: Content = { rules: {}, logRules: {}, dashboards: [], collectors: {}, alerting: {} };
const problemsOf = (content: Partial<Content>) => objectProblems(sizedObjects({ ...NOTHING, ...content }), 4000);
/** Text of so many bytes that doesn't get smaller. */
const noise = (count: number): string =>
    Array.from({ length: count / 8 }, (_, index) =>
        ((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0"),
    ).join("");

test.each([
    ["a PrometheusRule", { rules: { "go-coffee-slos": noise(600 * 2 ** 10) } }, "the PrometheusRule go-coffee-slos"],
    ["rules on lines", { logRules: { "a.yaml": noise(1.2 * 2 ** 20) } }, "the ConfigMap loki-rules"],
    ["a dashboard", { dashboards: [{ uid: "teams", json: noise(1.2 * 2 ** 20) }] }, "the ConfigMap dashboard-teams"],
    ["a collector", { collectors: { gateway: noise(2 * 2 ** 20) } }, "the release of the collector (gateway)"],
    ["routes", { alerting: { config: noise(1.2 * 2 ** 20) } }, "the Secret of Alertmanager's configuration"],
] as const)("%s that is too large is told, with how many services are too many", (_, content, what) => {
    const [problem, ...others] = problemsOf(content);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ key: "services", value: "4000 services" });
    expect(problem?.problem).toContain(`${what} too large`);
    expect(problem?.problem).toMatch(/about \d+ are too many for one stack/);
    expect(problem?.fix).toContain("set --path services.NAME.enabled");
});

test("what just fits is taken", () => {
    expect(problemsOf({ logRules: noise(2 ** 20 - 16), rules: { one: noise(500 * 2 ** 10) } })).toEqual([]);
});

test("a catalogue that no cluster takes is refused by the program itself, before anything is made", async () => {
    const services = Object.fromEntries(
        Array.from({ length: 4500 }, (_, index) => [`some-other-service-of-many-${index}`, { team: "payments" }]),
    );
    await expect(plan("dev", configuration("dev", { services }))).rejects.toThrow(
        /services = "45\d\d services"\n +make the ConfigMap loki-rules too large/,
    );
});
