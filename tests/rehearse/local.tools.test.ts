import { INCIDENT_NAMES, type IncidentName } from "../../demo/incidents";
import { foreignTool } from "../../scripts/shared/tools/foreign";
import { startLocalStack, type LocalStack } from "../../scripts/rehearse/local-stack";
import { impossible, rehearse, warmUp } from "../../scripts/rehearse/rehearse-locally";
import { rehearsedSettings } from "../../scripts/rehearse/rehearsed-settings";
import { incidentOf } from "../../demo/incidents";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";

/** The demo, an incident, and who is told: by the real programs, from one seed. */

const NEVER = new AbortController().signal;
let stack: LocalStack;
beforeAll(async () => {
    stack = await startLocalStack(
        await rehearsedSettings("dev"),
        temporaryFolder("rehearsal"),
        // Busy at any hour of the day.
        { seed: "made-up", rate: 8 },
        () => undefined,
    );
    await warmUp(stack);
}, 300_000);

// What must be quiet comes first: what was wrong is in windows of an hour for as long.
const SELECTION: readonly (readonly [IncidentName, minutes: number])[] = [
    ["leak", 0.2],
    ["collector-killed", 0.7],
    ["service-down", 4],
    ["payment-failures", 4],
];

test.each(SELECTION)(
    "%s is told as expected",
    async (incident, minutes) => {
        const { verdict, kept, told } = await rehearse(stack, incident, () => undefined, NEVER, minutes);
        expect({ verdict, titles: told.map(({ title }) => title) }).toMatchObject({ verdict: { kind: "as expected" } });
        const [spans, lines, personal] = kept;
        // One that was killed counts from nothing, and has lost what it had in memory: docs/pipelines.md has the bound.
        if (incident === "leak") expect(spans?.stored).toBe(spans?.sent);
        if (stack.loki !== undefined) {
            expect(lines?.sent).toBeGreaterThan(0);
            expect(personal?.stored).toBe(0);
        }
    },
    400_000,
);

test("each incident can be played here, or why it can't is known", () => {
    const reasons = INCIDENT_NAMES.flatMap(
        (name) => impossible(incidentOf(name), foreignTool("loki") !== undefined) ?? [],
    );
    expect(new Set(reasons)).toEqual(
        new Set([
            "it takes a cluster: one machine has no node to lose",
            ...(foreignTool("loki") === undefined ? ["there is no loki on the PATH"] : []),
        ]),
    );
});
