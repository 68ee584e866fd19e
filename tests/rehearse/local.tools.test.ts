import { INCIDENT_NAMES, incidentOf, type IncidentName } from "../../demo/incidents";
import { startLocalStack, type LocalStack } from "../../scripts/rehearse/local-stack";
import { impossible, rehearse, warmUp } from "../../scripts/rehearse/rehearse-locally";
import { rehearsedSettings } from "../../scripts/rehearse/rehearsed-settings";
import { end, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { foreignTool } from "../../scripts/shared/tools/foreign";

/** The demo, an incident, and who is told: by the real programs, from one seed. */

const NEVER = new AbortController().signal;

const begin = async (): Promise<LocalStack> => {
    const settings = await rehearsedSettings("dev");
    // Busy at any hour of the day.
    const stack = await startLocalStack(
        settings,
        temporaryFolder("rehearsal"),
        { seed: "made-up", rate: 8 },
        () => undefined,
    );
    await warmUp(stack);
    return stack;
};

/** What is loud is the last of its programs: it would be in windows of an hour of the next one, for as long. */
const SELECTION: readonly (readonly (readonly [IncidentName, minutes: number])[])[] = [
    [
        ["leak", 0.2],
        ["collector-killed", 0.7],
        ["payment-failures", 4],
    ],
    [["service-down", 4]],
];

describe.each(SELECTION.map((incidents) => [incidents.map(([name]) => name).join(", "), incidents] as const))(
    "%s",
    (_, incidents) => {
        let stack: LocalStack;
        beforeAll(async () => {
            stack = await begin();
        }, 300_000);
        afterAll(end);

        test.each(incidents)(
            "%s is told as expected",
            async (incident, minutes) => {
                const { verdict, kept } = await rehearse(stack, incident, () => undefined, NEVER, minutes);
                expect(`${verdict.kind}: ${verdict.why}`).toMatch(/^as expected/);
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
    },
);

test("each incident can be played here, or why it can't is known", () => {
    const hasLoki = foreignTool("loki") !== undefined;
    const reasons = INCIDENT_NAMES.flatMap((name) => impossible(incidentOf(name), hasLoki) ?? []);
    expect(new Set(reasons)).toEqual(
        new Set([
            "it takes a cluster: one machine has no node to lose",
            ...(hasLoki ? [] : ["there is no loki on the PATH"]),
        ]),
    );
});
