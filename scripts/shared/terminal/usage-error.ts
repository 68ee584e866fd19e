/** A mistake of the user's: shown without a stack trace. */
export class UsageError extends Error {}
