import { parse } from "../../config/parse";
import { addressFindings, blockOf } from "../../scripts/doctor/addresses";

/** What doctor proposes for the addresses that the network policies can't know. */

test.each([
    [["10.1.0.7"], "10.1.0.7/32"],
    [["10.1.0.7", "10.1.0.6"], "10.1.0.6/31"],
    [["10.1.0.7", "10.1.3.250"], "10.1.0.0/22"],
    [["10.0.0.1", "172.16.0.1"], "0.0.0.0/0"],
    [["10.1.0.7", "fd00::7"], "10.1.0.7/32"],
    [[], undefined],
])("%j lie in %s", (addresses, block) => {
    expect(blockOf(addresses)).toBe(block);
});

const found = (network: object): unknown => {
    const parsed = parse({ environment: "dev", network: { ...network } });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const [finding] = addressFindings(parsed.config, ["10.0.0.1"], ["10.1.0.7", "10.1.0.9"]);
    return [finding?.outcome, finding?.remedy?.split("\n").slice(1)];
};

test("only what isn't set is proposed, with the lines that set it", () => {
    expect(found({})).toEqual([
        "warning",
        [
            "npm run config -- --stack {stack} -- set --path 'network.apiServer[0]' 10.0.0.1/32",
            "npm run config -- --stack {stack} -- set --path 'network.nodes[0]' 10.1.0.0/28",
        ],
    ]);
    expect(found({ apiServer: ["10.0.0.1/32"] })).toEqual([
        "warning",
        ["npm run config -- --stack {stack} -- set --path 'network.nodes[0]' 10.1.0.0/28"],
    ]);
    expect(found({ apiServer: ["10.0.0.1/32"], nodes: ["10.1.0.0/16"] })).toEqual(["ok", undefined]);
    expect(found({ policies: false })).toEqual(["skipped", undefined]);
});
