import type { Marks } from "./marks";
import type { Policy } from "./policy";
import type { Part } from "./records";

/** What a part is scrubbed with. */
export interface Scrubbing {
    readonly policy: Policy;
    readonly marks: Marks;
    /** Key of the hashes. */
    readonly key: string;
}

/** A group of statements of the transform processor. */
export interface Group {
    readonly context: Part["context"];
    readonly conditions?: readonly string[];
    readonly statements: readonly string[];
}
