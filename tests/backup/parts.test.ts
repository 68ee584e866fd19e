import { disturbance } from "../../scripts/backup/grafana";
import { compare, silencesOf, type Silence } from "../../scripts/backup/silences";
import { volumeOf } from "../../scripts/backup/volume";
import { canRender, document, render } from "../support/rendered";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const silence = (more: Partial<Silence> = {}): Silence => ({
    matchers: [
        { name: "alertname", value: "KafkaDown", isRegex: false, isEqual: true },
        { name: "namespace", value: "go-.*", isRegex: true, isEqual: true },
    ],
    startsAt: "2026-11-25T11:00:00.000Z",
    endsAt: "2026-11-25T14:00:00.000Z",
    createdBy: "ada",
    comment: "brokers move",
    ...more,
});

describe("silences", () => {
    const outcome = (backup: Silence, there: Silence): string => {
        const { missing, present, ended } = compare([backup], [there], NOW);
        return missing.length > 0 ? "missing" : present.length > 0 ? "present" : ended.length > 0 ? "ended" : "";
    };

    test.each<readonly [what: string, more: Partial<Silence>, expected: string]>([
        ["the same", {}, "present"],
        ["one that began again at a restore", { startsAt: "2026-11-25T11:59:59.000Z" }, "present"],
        ["matchers in another order", { matchers: silence().matchers.toReversed() }, "present"],
        ["written by another", { createdBy: "bob" }, "present"],
        ["another comment", { comment: "disks move" }, "missing"],
        ["another end", { endsAt: "2026-11-25T15:00:00.000Z" }, "missing"],
        ["one that is still to begin", { startsAt: "2026-11-25T13:00:00.000Z" }, "missing"],
        ["the opposite", { matchers: silence().matchers.map((one) => ({ ...one, isEqual: false })) }, "missing"],
    ])("%s", (_, more, expected) => {
        expect(outcome(silence(), silence(more))).toBe(expected);
    });

    test("one that has ended since is not restored", () => {
        expect(outcome(silence({ endsAt: "2026-11-25T12:00:00.000Z" }), silence())).toBe("ended");
    });

    test("what a new Alertmanager gives anew is left out, what is unknown is kept", () => {
        const listed = { ...silence(), id: "1", updatedAt: "2026-11-25T11:00:00Z", annotations: { ticket: "7" } };
        expect(
            silencesOf([
                { ...listed, status: { state: "active" } },
                { ...listed, status: { state: "expired" } },
            ]),
        ).toEqual([{ ...silence(), annotations: { ticket: "7" } }]);
    });
});

describe("Grafana", () => {
    const state = (sha256: string, ...unfinished: readonly string[]) => ({ sha256, unfinished });

    test.each([
        [state("a"), "a", state("a"), undefined],
        [state("a"), "a", state("b"), "the database changed while it was copied"],
        [state("a"), "b", state("a"), "the copy didn't arrive whole"],
        [state("a", "grafana.db-journal"), "a", state("a"), "a transaction is under way (grafana.db-journal)"],
        [state("a"), "a", state("a", "grafana.db-wal"), "a transaction is under way (grafana.db-wal)"],
    ])("a copy is whole when nothing was written meanwhile (%j, %s, %j)", (before, copied, after, expected) => {
        expect(disturbance(before, copied, after)).toBe(expected);
    });

    test("without a claim at its data directory there is no volume", () => {
        const pod = { containers: [{ name: "grafana" }], volumes: [{ name: "storage", emptyDir: {} }] };
        expect(volumeOf({ spec: { selector: { matchLabels: {} }, template: { spec: pod } } })).toBeUndefined();
    });

    if (!canRender) {
        test("its volume is not looked up in the rendered chart: set CHART_MIRROR, with helm on the PATH", () => {
            console.warn(
                "Grafana's volume was not looked up in the rendered chart: set CHART_MIRROR, with helm on the PATH.",
            );
        });
    } else {
        test("the chart's Deployment names its claim where a backup looks", async () => {
            const { all } = await render("prod");
            expect(volumeOf(document(all, "Deployment", "grafana"))).toEqual({
                claim: "grafana",
                directory: "/var/lib/grafana",
                replicas: 1,
                version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
                selector: "app.kubernetes.io/name=grafana,app.kubernetes.io/instance=prometheus",
            });
            expect(document(all, "PersistentVolumeClaim", "grafana")).toBeDefined();
        });
    }
});
