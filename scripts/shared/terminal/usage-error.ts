/** A mistake of the user's: shown without a stack trace. */
export class UsageError extends Error {}

/** What whatever was thrown has to say. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
