import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { chartMirrorOf } from "../../../config/mirror";
import type { PulumiConfig } from "../../../scripts/shared/planning/stack-file";
import type { Answer, Question, Registration } from "./question";

/**
 * The process that plans for a whole run of the tests: it loads Pulumi's SDK once, and plans each configuration once. It ends
 * with the run, so that no plan is older than the sources.
 */

async function answer({ stack, given, dryRun, generated, watched }: Question): Promise<Answer> {
    // Loaded when it is first needed: most runs of a single file plan nothing.
    const { planStack } = await import("../../../scripts/shared/planning/planned-stack.js");
    const registrations: Registration[] = [];
    try {
        const planned = await planStack(stack, given, {
            dryRun,
            generated: generated === undefined ? undefined : () => generated,
            observe: watched === true ? (type, inputs) => registrations.push({ type, inputs }) : undefined,
        });
        return { planned: { ...planned, registrations } };
    } catch (error) {
        return { refused: error instanceof Error ? error.message : String(error) };
    }
}

/** Pulumi's mock engine is one for the process: plans are made one after the other. */
let last: Promise<unknown> = Promise.resolve();
function inTurn(question: Question): Promise<string> {
    const turn = last.then(async () => JSON.stringify(await answer(question)));
    last = turn.catch(() => undefined);
    return turn;
}

/** A folder of charts may change between two questions: what rests on one is planned each time. */
const restsOnFolder = ({ project, values }: PulumiConfig): boolean =>
    chartMirrorOf(values[`${project}:chartMirror`] ?? "").kind === "folder";

const kept = new Map<string, Promise<string>>();
function reply(asked: string): Promise<string> {
    const question = JSON.parse(asked) as Question;
    if (question.anew === true || restsOnFolder(question.given)) return inTurn(question);
    const planned = kept.get(asked) ?? inTurn(question);
    kept.set(asked, planned);
    return planned;
}

const server = createServer((request, response) => {
    // A file that computes for long would find a kept connection closed.
    response.shouldKeepAlive = false;
    text(request)
        .then(reply)
        .then(
            (body) => response.end(body),
            (error: unknown) => response.writeHead(500).end(String(error)),
        );
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
