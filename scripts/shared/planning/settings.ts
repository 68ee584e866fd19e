import { loadStack } from "../../../checks/load";
import type { Stack } from "../../../model/stack/stack";
import { runProgram } from "./engine";
import { PROJECT } from "../../../model/stack/project";
import { readStackFile, type PulumiConfig } from "./stack-file";

/**
 * What a stack's settings say, without planning its resources.
 *
 * @param deploying refuses placeholders too, as `up` does.
 * @throws ConfigurationError with every problem at once.
 */
export async function settingsOf(
    stack: string,
    given: PulumiConfig = readStackFile(PROJECT, stack),
    { deploying = false }: { readonly deploying?: boolean } = {},
): Promise<Stack> {
    let settings: Stack | undefined;
    await runProgram(
        stack,
        given,
        async () => {
            await Promise.resolve();
            settings = loadStack();
            return {};
        },
        { dryRun: !deploying },
    );
    if (settings === undefined) throw new Error("the settings were not loaded");
    return settings;
}
