/** A demand of a regulation or standard, and what answers it here. */
export interface ComplianceRow {
    /** Article or criterion, as its text numbers it. */
    readonly demand: string;
    /** What it asks, in a few words. */
    readonly asks: string;
    /** What the stack does about it. */
    readonly answer: string;
    /** Keys of the configuration that decide it; paths into the schema. */
    readonly settings: readonly string[];
    /** Test files that prove it. */
    readonly tests: readonly string[];
    /** Commands that show it of a running stack. */
    readonly evidence: readonly string[];
    /** What is left to whoever runs it, or isn't done. */
    readonly gap?: string;
}
