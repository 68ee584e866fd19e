import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { isPlainObject, valueAt } from "../../../config/merge";
import { withScheme } from "../system/proxy";

/**
 * The kubeconfig as kubectl reads it: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 * Read here rather than by kubectl, which deploying doesn't need.
 */

/** Where the API server of a context is. */
export interface ApiServer {
    readonly url: string;
    /** The proxy that the kubeconfig names for it. */
    readonly proxy?: string;
}

/** Files in the order of their rank. Empty entries of a list are nobody's; an empty list is none at all. */
function files(): readonly string[] {
    const { KUBECONFIG = "" } = process.env;
    if (KUBECONFIG === "") return [join(homedir(), ".kube", "config")];
    return KUBECONFIG.split(delimiter).filter((file) => file !== "");
}

const SECTIONS = { contexts: "context", clusters: "cluster" } as const;

/** What an entry of a list says, from the first file that has one of this name. */
const entry = (read: readonly unknown[], section: keyof typeof SECTIONS, name: string): unknown =>
    read
        .flatMap((file): readonly unknown[] => {
            const list = valueAt(file, [section]);
            return Array.isArray(list) ? list : [];
        })
        .filter((one) => isPlainObject(one) && one.name === name)
        .map((one) => valueAt(one, [SECTIONS[section]]))
        .at(0);

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The API server of a context, by default of the current one, or what is missing. */
export function apiServer(context: string | undefined): ApiServer | { readonly missing: string } {
    const listed = files();
    const there = listed.filter((file) => existsSync(file));
    const places = (there.length > 0 ? there : listed).join(", ");
    if (there.length === 0) {
        return {
            missing: `There is no kubeconfig at ${places}: set KUBECONFIG, or create a cluster (npm run up -- --stack {stack} --kind).`,
        };
    }
    const read: unknown[] = [];
    for (const file of there) {
        try {
            read.push(parse(readFileSync(file, "utf8")));
        } catch (error) {
            return { missing: `${file} can't be read: ${error instanceof Error ? error.message : String(error)}` };
        }
    }
    const current = read.flatMap((file) => text(valueAt(file, ["current-context"])) ?? []).at(0);
    const name = context ?? current;
    if (name === undefined) return { missing: `${places} has no current context: kubectl config use-context NAME` };
    const cluster = text(valueAt(entry(read, "contexts", name), ["cluster"]));
    if (cluster === undefined) {
        return {
            missing: `The context ${name} is not in ${places}: kubectl config get-contexts lists those that are.`,
        };
    }
    const named = entry(read, "clusters", cluster);
    const server = text(valueAt(named, ["server"]));
    if (server === undefined) {
        return { missing: `The cluster ${cluster} of the context ${name} has no server in ${places}.` };
    }
    const proxy = text(valueAt(named, ["proxy-url"]));
    const url = server.includes("://") ? server : `https://${server}`;
    const wrong = [url, ...(proxy === undefined ? [] : [withScheme(proxy)])].find((one) => !URL.canParse(one));
    if (wrong !== undefined) return { missing: `The cluster ${cluster} of the context ${name}: ${wrong} is no URL.` };
    return { url, ...(proxy === undefined ? {} : { proxy: withScheme(proxy) }) };
}
