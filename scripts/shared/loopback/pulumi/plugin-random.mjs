// A stand-in for Pulumi's plug-in of @pulumi/random, for machines where the real one can't be had: it makes passwords.
// A real plug-in on the PATH or in PULUMI_HOME takes its place.
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const { main } = load("@pulumi/pulumi/provider");

process.stderr.write("stand-in for the plug-in of @pulumi/random\n");

const provider = {
    version: "4.21.0",
    check: async (_urn, _olds, news) => ({ inputs: news }),
    diff: async (_id, _urn, olds, news) => {
        const replaces = ["length", "special", "keepers"].filter(
            (key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]) && news[key] !== undefined,
        );
        return { changes: replaces.length > 0, replaces };
    },
    create: async (_urn, inputs) => {
        const result = randomBytes(64).toString("base64url").slice(0, inputs.length);
        return { id: "none", outs: { ...inputs, result } };
    },
    read: async (id, _urn, props) => ({ id, props }),
    update: async (_id, _urn, _olds, news) => ({ outs: news }),
    delete: async () => undefined,
};

await main(provider, process.argv.slice(2));
