import { untilHeard } from "../../scripts/shared/cluster/server";

const failing = (times: number, message: string) => {
    let calls = 0;
    const call = (): Promise<number> => {
        calls += 1;
        return calls <= times ? Promise.reject(new Error(message)) : Promise.resolve(calls);
    };
    return { call, calls: () => calls };
};
const DROPPED = "Client network socket disconnected before secure TLS connection was established";

test("a connection that is dropped before it is there is made again", async () => {
    expect(await untilHeard(failing(2, DROPPED).call, 1)).toBe(3);
});

test.each([
    ["not for ever", DROPPED, 4],
    ["what a server may have heard isn't said twice", "socket hang up", 1],
])("%s", async (_, message, calls) => {
    const server = failing(9, message);
    await expect(untilHeard(server.call, 1)).rejects.toThrow(message);
    expect(server.calls()).toBe(calls);
});
