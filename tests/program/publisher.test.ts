import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { publisherPod } from "../../components/certificates/publisher";
import type { PlainObject } from "../../config/merge";
import { plan } from "../support/plan";
import { at } from "../support/resources";

/** The publisher's own script, run by a shell over files as they are mounted. */

let folder = "";
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "publisher-"));
});
afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
});

const file = (path: string, text: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
};

const decoded = (object: PlainObject | undefined, key: string): string =>
    Buffer.from(String(at(object, "data", key)), "base64").toString();

test("writes the CA for each namespace, and the agents' certificates for theirs", async () => {
    const { config } = await plan("dev");
    const { spec } = publisherPod(config, ["go-coffee", "go-coffee-agents"]) as unknown as PlainObject;
    const script = String(at(spec, "initContainers", 0, "command", 2));
    file("authorities/a.crt", "-----BEGIN CERTIFICATE-----\nmade-up-a\n-----END CERTIFICATE-----\n");
    file("authorities/b.crt", "-----BEGIN CERTIFICATE-----\nmade-up-b\n-----END CERTIFICATE-----\n");
    file("carried/node-exporter-tls/tls.crt", "made-up certificate\n".repeat(20));
    file("carried/node-exporter-tls/tls.key", "made-up key\n");
    file("carried/fluent-bit-tls/tls.crt", "another certificate\n");
    file("carried/fluent-bit-tls/tls.key", "another key\n");
    mkdirSync(join(folder, "work"));
    execFileSync("sh", ["-c", script.replace(/(?<=[\s"'])\/(authorities|carried|work)\//g, `${folder}/$1/`)]);

    const manifest = readFileSync(join(folder, "work/bundle.yaml"), "utf8");
    const objects = parseAllDocuments(manifest).map((document) => document.toJS() as PlainObject);
    expect(
        objects.map((object) => [object.kind, at(object, "metadata", "namespace"), at(object, "metadata", "name")]),
    ).toEqual([
        ["ConfigMap", "go-coffee", "go-coffee-ca"],
        ["ConfigMap", "go-coffee-agents", "go-coffee-ca"],
        ["Secret", "go-coffee-monitoring-agents", "node-exporter-tls"],
        ["Secret", "go-coffee-monitoring-agents", "fluent-bit-tls"],
    ]);
    const bundle = String(at(objects[0], "data", "ca.crt"));
    expect(bundle.match(/made-up-[ab]/g)).toEqual(["made-up-a", "made-up-b"]);
    expect(objects[2]?.type).toBe("kubernetes.io/tls");
    expect(decoded(objects[2], "tls.crt")).toBe("made-up certificate\n".repeat(20));
    expect(decoded(objects[2], "tls.key")).toBe("made-up key\n");
    expect(decoded(objects[3], "tls.key")).toBe("another key\n");
});

test("never sees the key of an authority", async () => {
    const { config } = await plan("dev");
    const { spec } = publisherPod(config, []) as unknown as PlainObject;
    const mounted = (at(spec, "volumes") as readonly PlainObject[]).find(({ name }) => name === "authorities");
    expect(at(mounted, "projected", "sources", 0, "secret")).toEqual({
        name: "go-coffee-ca-a",
        items: [{ key: "tls.crt", path: "a.crt" }],
    });
});
