import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRecord, recordText } from "../../../scripts/record/file";
import { inventoryOf } from "../../../scripts/record/inventory";
import { own } from "../../../scripts/shared/comparison/applied-objects";
import type { Side } from "../../../scripts/shared/comparison/side";

const SIDE: Side = {
    releases: [
        {
            release: "loki",
            chart: "loki",
            version: "1.0.0",
            namespace: "made-up",
            values: { deploymentMode: "Monolithic", singleBinary: { persistence: { size: "1Gi" }, resources: {} } },
        },
        { release: "agent", chart: "fluent-bit", version: "1.0.0", namespace: "made-up", values: { image: "a" } },
    ],
    objects: [
        {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "login", namespace: "made-up" },
            stringData: { a: "hidden" },
        },
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "made-up", labels: { a: "b" } } },
    ],
};
const SET = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "loki", namespace: "made-up", labels: { a: "b" } },
    spec: { serviceName: "loki", replicas: 3, template: { spec: {} } },
};
const RECORD = { version: "1.2.3", ...inventoryOf(SIDE, [{ ...own(SET), release: "loki" }]) };
const TEXT = `{
"version": "1.2.3",
"releases": [
{"chart":"fluent-bit","namespace":"made-up","release":"agent","values":{},"version":"1.0.0"},
{"chart":"loki","namespace":"made-up","release":"loki","values":{"deploymentMode":"Monolithic","singleBinary":{"persistence":{"size":"1Gi"}}},"version":"1.0.0"}
],
"objects": [
{"manifest":{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"made-up"}}}
],
"rendered": [
{"manifest":{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"loki","namespace":"made-up"},"spec":{"serviceName":"loki"}},"release":"loki"}
]
}
`;

test("a record has a line for each release and object, with what decides about data alone", () => {
    expect(recordText(RECORD)).toBe(TEXT);
});

test("without charts it says nothing of what they hold", () => {
    expect(recordText({ version: "1.2.3", ...inventoryOf(SIDE) })).not.toContain("rendered");
});

test("is read as it was written", () => {
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-record-"));
    try {
        const file = join(folder, "test.json");
        writeFileSync(file, TEXT);
        const read = readRecord(file);
        expect(recordText(read)).toBe(TEXT);
        expect(read.rendered).toEqual(RECORD.rendered);
    } finally {
        rmSync(folder, { recursive: true });
    }
});
