/** Something that could not be had, and why. */
export interface Lacking {
    readonly name: string;
    readonly reason: string;
}

/** Each reason with what it holds for below it: one registry that is away is told once. */
export const byReason = (lacking: readonly Lacking[]): string =>
    [...new Set(lacking.map(({ reason }) => reason))]
        .map((reason) => {
            const names = lacking.filter((one) => one.reason === reason).map(({ name }) => `    ${name}`);
            return `  ${reason}\n${names.join("\n")}`;
        })
        .join("\n");
