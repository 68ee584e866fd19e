import type { StackConfig } from "../../config/schema";
import type { Cluster } from "../shared/cluster/kubectl";

/** What can be backed up, in the order in which it is. */
export const PART_NAMES = ["grafana", "silences", "traces"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** The stack whose data is backed up or restored. */
export interface Site {
    readonly stack: string;
    readonly config: StackConfig;
    readonly cluster: Cluster;
    /** When the command was started. */
    readonly time: Date;
    readonly interrupted: AbortSignal;
    /** Tells progress. */
    readonly tell: (line: string) => void;
}

/** Why a stack lacks something, and what turns it on. */
export interface Absence {
    readonly reason: string;
    readonly remedy?: string;
}

/** What a part wrote into the folder of a backup. */
export interface Saved {
    /** Name of its file in the folder. */
    readonly file: string;
    /** What is in it, for people. */
    readonly content: string;
}

export interface Part {
    readonly absence: (config: StackConfig) => Absence | undefined;
    readonly backUp: (site: Site, folder: string) => Promise<Saved>;
    /** What a restore of this file will do, for people to decide on. */
    readonly intent: (site: Site, file: string) => Promise<string>;
    /** Restores from a file, and says what was done. */
    readonly restore: (site: Site, file: string) => Promise<string>;
}

/** Something that a part can't do, and what to do about it; the other parts go on. */
export class PartError extends Error {
    constructor(
        readonly problem: string,
        readonly remedy: string,
    ) {
        super(`${problem}\n    ${remedy}`);
    }
}
