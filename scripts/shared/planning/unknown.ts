/** Shown in place of a secret, and of a value that only exists after `up`. */
export const MASKED = "[secret]";
export const UNKNOWN = "[known after up]";

/** Whether a planned value stands for one that the plan doesn't know. */
export const isStandIn = (value: unknown): boolean => value === MASKED || value === UNKNOWN;
