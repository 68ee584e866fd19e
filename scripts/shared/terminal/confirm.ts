import { createInterface } from "node:readline/promises";
import { UsageError } from "./usage-error";

/**
 * Asks for a yes before something is changed.
 *
 * @param agreed whether --yes was given.
 * @throws UsageError when the answer is no, and where there is nobody to ask.
 */
export async function confirm(question: string, agreed: boolean): Promise<void> {
    if (agreed) return;
    if (!process.stdin.isTTY) throw new UsageError(`${question}\n    Nobody is there to answer: add --yes.`);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
        const answer = await terminal.question(`${question} [y/N] `);
        if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError("Nothing was changed.");
    } finally {
        terminal.close();
    }
}
