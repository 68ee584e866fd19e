import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { SERVICES } from "../../model/cluster/names";
import { SECRET_NAMES } from "../../config/secrets";
import { workloads } from "../../model/workloads/workloads";
import { PROJECT } from "../support/plan";
import { messageOf } from "../support/problems";
import { PROD, PROD_SECRETS, dev, prod } from "../../scripts/shared/loopback/examples";

/** The pages that people type from: their links, workloads and settings must be those that there are. */

const PAGES = readdirSync(join(PROJECT, "docs")).filter((name) => name.endsWith(".md"));
const page = (name: string): string => readFileSync(join(PROJECT, "docs", name), "utf8");
const OPERATIONS = page("operations.md");

test.each(PAGES)("%s: every link leads to a file, and to a heading of it", (name) => {
    const anchorOf = (heading: string): string =>
        heading
            .trim()
            .toLowerCase()
            .replaceAll("`", "")
            .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
            .replaceAll(" ", "-");
    const broken = [...page(name).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].filter(
        ([, path = "", anchor]) => {
            const file = path === "" ? join(PROJECT, "docs", name) : join(dirname(join(PROJECT, "docs", name)), path);
            if (!existsSync(file)) return true;
            if (anchor === undefined) return false;
            const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
                anchorOf(heading),
            );
            return !headings.includes(anchor);
        },
    );
    expect(broken.map(([link]) => link)).toEqual([]);
});

describe("operations.md", () => {
    const all = [...workloads(dev().config), ...workloads(prod().config)];

    test("every workload that a command names is one of the stack", () => {
        const named = [...OPERATIONS.matchAll(/\b(deployment|statefulset|daemonset)\/([a-z][\w-]*)/g)];
        expect(named.length).toBeGreaterThan(10);
        const unknown = named.filter(
            ([, kind, name]) => !all.some((workload) => workload.kind.toLowerCase() === kind && workload.name === name),
        );
        expect(unknown.map(([whole]) => whole)).toEqual([]);
    });

    test("every workload has a command for its logs", () => {
        const loki = all.filter(({ name }) => name.startsWith("loki-")).map(({ name }) => name);
        const few = ["cert-manager-webhook", "cert-manager-cainjector", "elastic-operator", "kube-state-metrics"];
        const missing = all.filter(
            ({ kind, name }) =>
                ![...loki, ...few].includes(name) && !OPERATIONS.includes(`${kind.toLowerCase()}/${name}`),
        );
        expect(missing.map(({ name }) => name)).toEqual([]);
    });

    test("every setting that is set is one that there is", () => {
        const sets = [...OPERATIONS.matchAll(/ set --path '?([\w.[\]-]+?)'? (\S+)/g)];
        expect(sets.length).toBeGreaterThan(8);
        const refused = sets
            .map(([, path = "", value = ""]) => {
                // An entry of a list: the list alone.
                const [key = "", index] = path.split("[");
                const content: unknown = index === undefined ? parse(value) : [value];
                const over = key
                    .split(".")
                    .reduceRight<unknown>((below, part) => ({ [part]: below }), content) as PlainObject;

                return messageOf({ settings: mergeDeep(PROD, over), secrets: PROD_SECRETS });
            })
            .filter((message) => message !== "");
        expect(refused).toEqual([]);
    });

    test("every secret that is set is one that there is", () => {
        const secrets = [...OPERATIONS.matchAll(/ set --secret (\w+)/g)].map(([, name = ""]) => name);
        expect(secrets.filter((name) => !SECRET_NAMES.some((known) => known === name))).toEqual([]);
        expect(secrets.length).toBeGreaterThan(0);
    });

    test("every runbook that is named is there", () => {
        const named = [...OPERATIONS.matchAll(/rules\/runbooks\/\w+\.md/g)].map(([path]) => path);
        expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
        expect(named.length).toBeGreaterThan(3);
        expect(OPERATIONS).toContain(SERVICES.prometheus.service);
    });
});
