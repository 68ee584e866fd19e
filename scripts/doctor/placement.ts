/** Whether pods find room: the first node that has some, the largest pods first, as far as requests decide. */

export interface Room {
    readonly cpu: number;
    readonly memory: number;
}
export interface NodeRoom extends Room {
    readonly node: string;
}
export interface PodDemand extends Room {
    readonly pod: string;
}

/** The pods that find no room. */
export function withoutRoom(pods: readonly PodDemand[], nodes: readonly NodeRoom[]): readonly PodDemand[] {
    const left = nodes.map((node) => ({ ...node }));
    const most = (read: (room: Room) => number): number => Math.max(1, ...nodes.map(read));
    const [cpu, memory] = [most((room) => room.cpu), most((room) => room.memory)];
    const weight = (pod: Room): number => Math.max(pod.cpu / cpu, pod.memory / memory);
    return [...pods]
        .sort((a, b) => weight(b) - weight(a))
        .filter((pod) => {
            const place = left.find((node) => node.cpu >= pod.cpu && node.memory >= pod.memory);
            if (place === undefined) return true;
            place.cpu -= pod.cpu;
            place.memory -= pod.memory;
            return false;
        });
}
