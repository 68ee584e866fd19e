import { dev, messageOf, only, prod, type Case, useless } from "../support/problems";

const CASES: readonly Case[] = [
    prod(
        "a buffer that a node's logs outgrow",
        { fluentBit: { bufferSize: "1Gi" } },
        `  fluentBit.bufferSize = "1Gi"
      bridges 14 of 60 minutes (collector.outageMinutes): a node's share of loki.dailyVolume takes about 4.2Gi
      npm run config -- --stack dev -- set --path fluentBit.bufferSize 5Gi   # or: npm run config -- --stack dev -- set --path collector.outageMinutes 14`,
    ),
    dev(
        "a namespace that is both read and left out",
        { fluentBit: { namespaces: { include: ["go-coffee", "kube-system"], exclude: ["kube-system"] } } },
        `  fluentBit.namespaces.exclude[0] = "kube-system"
      is in fluentBit.namespaces.include too
      npm run config -- --stack dev -- rm --path 'fluentBit.namespaces.exclude[0]'`,
    ),
    dev(
        "a retention of debug lines that isn't whole days",
        { loki: { debugRetention: "36h" } },
        `  loki.debugRetention = "36h"
      must be a whole number of days: Loki deletes by day
      npm run config -- --stack dev -- set --path loki.debugRetention 48h`,
    ),
    dev(
        "debug lines that outlive the others",
        { loki: { debugRetention: "60d" } },
        `  loki.debugRetention = "60d"
      is longer than loki.retention (744h)
      npm run config -- --stack dev -- set --path loki.debugRetention 744h`,
    ),
    dev(
        "an audit trail that ends before the other lines",
        { loki: { auditRetention: "14d" } },
        `  loki.auditRetention = "14d"
      is shorter than loki.retention (744h)
      npm run config -- --stack dev -- set --path loki.auditRetention 744h`,
    ),
    prod(
        "more copies of traces than there are other nodes",
        { jaeger: { storage: { replicas: 3 } }, elasticsearch: { storage: "400Gi" } },
        `  jaeger.storage.replicas = 3
      copies lie on other nodes than what they copy: there must be fewer than elasticsearch.replicas
      npm run config -- --stack dev -- set --path jaeger.storage.replicas 2`,
    ),
];

test.each(CASES)("$name is told with the line that mends it", ({ message, ...given }) => {
    expect(messageOf(given)).toBe(only(message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});

test("a buffer is nobody's where no logs are collected", () => {
    expect(messageOf(prod("", { fluentBit: { enabled: false, bufferSize: "1Mi" } }, ""))).toBe("");
});

test("more nodes need less space on each", () => {
    expect(messageOf(prod("", { fluentBit: { nodes: 12, bufferSize: "2Gi" } }, ""))).toBe("");
});
