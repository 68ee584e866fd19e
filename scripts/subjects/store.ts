/** A place where something of a person may be kept. */

/** What is found of a person under one pseudonym. */
export interface Found {
    readonly store: string;
    readonly pseudonym: string;
    /** Lines, or spans; undefined where the store can't be searched. */
    readonly count: number | undefined;
    readonly note?: string;
}

export interface Store {
    readonly name: string;
    readonly find: (pseudonym: string) => Promise<Found>;
    /** Has it deleted, and waits until it is; a store that can't says why and when it is gone by itself. */
    readonly erase: (pseudonym: string, tell: (line: string) => void) => Promise<string>;
}
