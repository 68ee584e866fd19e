/** What a month of a machine and of its storage costs, in US dollars: list prices of the large clouds, rounded. */
export const PRICES = {
    /** Of a core on demand, without its memory. */
    core: 22,
    /** Of a GiB of memory. */
    memoryGiB: 3,
    /** Of a GiB of a volume on SSD. */
    volumeGiB: 0.09,
    /** Of a GiB in object storage, requests left out. */
    objectGiB: 0.023,
} as const;
