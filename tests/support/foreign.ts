import { FOREIGN, foreignTool, isRequired, type ForeignTool } from "../../scripts/shared/tools/foreign";

/** Tests that need a program which we can't build: they run where it is, and are named as not run where it isn't. */

/** How such a test is called in reports: `.ci/run` lists them by it. */
export const NOT_RUN = "NOT RUN";

/**
 * Registers tests that need a program.
 *
 * Without it, one test stands for them: skipped with the reason, or failing where the run must have the program.
 */
export function withProgram(name: ForeignTool, what: string, tests: (program: string) => void): void {
    const program = foreignTool(name);
    if (program !== undefined) {
        describe(what, () => {
            tests(program);
        });
        return;
    }
    const reason = `${what}: ${NOT_RUN}, there is no ${name} in TOOLS_BIN or on the PATH`;
    const register = isRequired(name) ? test : test.skip;
    register(reason, () => {
        throw new Error(`${name} must be there (REQUIRED_PROGRAMS): ${FOREIGN[name]}`);
    });
}
