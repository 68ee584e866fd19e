import { spawn } from "node:child_process";
import { afterInterruption } from "../../scripts/pulumi/interruption";
import { eventually } from "../../scripts/shared/loopback/programs";
import { commandsOf, refusal } from "../support/pasted";
import { PROJECT } from "../support/plan";

/** Ctrl-C, with a stand-in for the engine that ends as Pulumi does: when it has ended what it has begun. */

const ENGINE = `trap 'echo "the engine has ended what it had begun"; exit 255' INT
echo "the engine is at work"
while true; do sleep 0.1; done`;
const COMMAND = `
require("./scripts/pulumi/interruption.ts")
    .runInterruptibly("sh", ["-c", process.env.ENGINE], process.env, { verb: "up", stack: "dev" })
    .then((code) => { process.exitCode = code; });
`;

test("the engine ends what it has begun, and what the next run does is told", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "--eval", COMMAND], {
        cwd: PROJECT,
        env: { ...process.env, ENGINE },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    await eventually("the engine is at work", () => (said.includes("the engine is at work") ? true : undefined));
    child.kill("SIGINT");
    expect(await ended).toBe(255);
    expect(said).toContain("Stopping: the engine ends what it has begun.");
    expect(said).toContain("the engine has ended what it had begun");
    expect(said).toContain(afterInterruption("up", "dev"));
});

test("what is told can be pasted", () => {
    const lines = afterInterruption("up", "dev")
        .split("\n")
        .filter((line) => line.startsWith("    "));
    expect(lines).toHaveLength(2);
    for (const line of lines) for (const command of commandsOf(line)) expect(refusal(command)).toBeUndefined();
});
