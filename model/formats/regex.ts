/** A text as a pattern that matches it alone, in the syntax of RE2. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
