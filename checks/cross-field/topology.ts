import type { Check } from "./contract";
import { indexReplicas } from "../../model/workloads/estimates";
import { or, remove, set, type Problem } from "../../config/problems";
import { objectStorageLines } from "./object-storage";
import { withoutUser } from "./plain-secrets";

/** Elements that need each other, and replicas that make no sense together. */
export const topologyProblems: Check = (config) => {
    const { collector, jaeger, elasticsearch, loki, objectStorage, alertmanager, profile, cluster } = config;
    const problems: Problem[] = [];
    const need = (met: boolean, problem: Problem): void => {
        if (!met) problems.push(problem);
    };
    need(!(jaeger.enabled && jaeger.storage.type === "elasticsearch" && elasticsearch.mode === "off"), {
        key: "elasticsearch.mode",
        value: "off",
        problem: "Jaeger keeps its traces in Elasticsearch (jaeger.storage.type)",
        fix: `${set("elasticsearch.mode", "managed")}${or(set("jaeger.storage.type", "badger"))}`,
    });
    need(!(jaeger.enabled && jaeger.storage.type === "badger" && jaeger.replicas > 1), {
        key: "jaeger.replicas",
        value: jaeger.replicas,
        problem: "Badger lives on the volume of one replica; more need Elasticsearch",
        fix: `${set("jaeger.replicas", 1)}${or(set("jaeger.storage.type", "elasticsearch"))}`,
    });
    const copies = indexReplicas(config);
    need(
        !(
            jaeger.enabled &&
            jaeger.storage.type === "elasticsearch" &&
            elasticsearch.mode === "managed" &&
            copies >= elasticsearch.replicas
        ),
        {
            key: "jaeger.storage.replicas",
            value: copies,
            problem: "copies lie on other nodes than what they copy: there must be fewer than elasticsearch.replicas",
            fix: set("jaeger.storage.replicas", elasticsearch.mode === "managed" ? elasticsearch.replicas - 1 : 0),
        },
    );
    need(!(elasticsearch.mode === "managed" && elasticsearch.replicas === 2), {
        key: "elasticsearch.replicas",
        value: 2,
        problem: "two nodes have no majority when one is lost",
        fix: set("elasticsearch.replicas", 3),
    });
    if (elasticsearch.mode === "external" && !/^https:\/\/[^/]+\/?$/.test(elasticsearch.url)) {
        const host = /^https?:\/\/(?:[^@/]*@)?([^/]+)/.exec(elasticsearch.url)?.[1] ?? "";
        problems.push({
            key: "elasticsearch.url",
            value: withoutUser(elasticsearch.url),
            problem: "must be https, with host and port alone: traces travel encrypted",
            fix: set("elasticsearch.url", `https://${host}`),
        });
    }
    const most = collector.autoscale?.most;
    need(most === undefined || most > collector.replicas, {
        key: "collector.autoscale.most",
        value: most,
        problem: `must be more than collector.replicas (${collector.replicas}), which are the fewest`,
        fix: `${set("collector.autoscale.most", Math.min(50, collector.replicas * 2))}${or(remove("collector.autoscale"))}`,
    });
    need(!(loki.mode === "distributed" && loki.ingesters % 3 !== 0), {
        key: "loki.ingesters",
        value: loki.mode === "distributed" ? loki.ingesters : undefined,
        problem: "must be a multiple of three: ingesters are spread evenly over three zones",
        fix: set("loki.ingesters", loki.mode === "distributed" ? Math.ceil(loki.ingesters / 3) * 3 : 3),
    });
    need(!(loki.mode === "distributed" && objectStorage === undefined), {
        key: "loki.mode",
        value: "distributed",
        problem: "a distributed Loki can't share local disks: it needs objectStorage",
        fix: `${objectStorageLines(cluster.platform)}${or(set("loki.mode", "monolithic"))}`,
    });
    need(!(profile === "ha" && alertmanager.replicas < 3), {
        key: "alertmanager.replicas",
        value: alertmanager.replicas,
        problem: "the ha profile needs three or more: while one is updated, a lost node must not lose alerts",
        fix: set("alertmanager.replicas", 3),
    });
    return problems;
};
