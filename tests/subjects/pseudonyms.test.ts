import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "../../scripts/shared/cluster/kubectl";
import { FORMER_KEYS, keysOf, pseudonymOf } from "../../scripts/subjects/pseudonyms";
import { dev } from "../../scripts/shared/loopback/examples";

const KEY = { id: "current", key: "made-up-key" };

test("it is the hash that docs/privacy.md computes in a shell", () => {
    const docs = readFileSync(join(__dirname, "../../docs/privacy.md"), "utf8");
    const line = /printf '%s%s' .*cut -c1-16/.exec(docs)?.[0] ?? "";
    const shell = execFileSync("sh", ["-c", line], { encoding: "utf8", env: { ...process.env, KEY: KEY.key } });
    expect(pseudonymOf("48151623", KEY)).toBe(`id_${shell.trim()}`);
});

test("another key, another pseudonym", () => {
    expect(pseudonymOf("48151623", { ...KEY, key: "other" })).not.toBe(pseudonymOf("48151623", KEY));
});

describe("keys", () => {
    const cluster = (secrets: { readonly [name: string]: { readonly [key: string]: string } }): Cluster =>
        ({
            get: (_: string, name: string) =>
                Promise.resolve(
                    secrets[name] && {
                        data: Object.fromEntries(
                            Object.entries(secrets[name]).map(([key, value]) => [
                                key,
                                Buffer.from(value).toString("base64"),
                            ]),
                        ),
                    },
                ),
        }) as unknown as Cluster;

    test("the one of now and all former ones", async () => {
        const secrets = { "collector-privacy": { "pseudonym-key": "new" }, [FORMER_KEYS]: { "2026-01": "old" } };
        expect(await keysOf(cluster(secrets), dev())).toEqual([
            { id: "current", key: "new" },
            { id: "2026-01", key: "old" },
        ]);
    });

    test("without the key nothing is claimed", async () => {
        await expect(keysOf(cluster({}), dev())).rejects.toThrow("can't be read");
    });
});
