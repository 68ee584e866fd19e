import Ajv from "ajv";
import { objectsOf, type PlannedObject } from "../../scripts/shared/planning/graph";
import { CRDS_FOLDER, customResourceSchema, withData } from "../support/chart-data";
import { configuration, plan } from "../support/plan";
import { OUTSIDE } from "../support/outside";

const versionOf = ({ manifest }: PlannedObject): string => String(manifest.apiVersion).split("/").at(-1) ?? "";
const isCustom = ({ manifest }: PlannedObject): boolean =>
    /(cert-manager\.io|monitoring\.coreos\.com|k8s\.elastic\.co)\//.test(String(manifest.apiVersion));

withData(CRDS_FOLDER, "Custom resources against their definitions", (folder) => {
    test.each(["dev", "prod"] as const)("%s: every custom resource of ours fits its definition", async (stack) => {
        const custom = objectsOf((await plan(stack)).plan.resources).filter(isCustom);
        expect(custom.length).toBeGreaterThan(15);
        const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
        const validators = new Map(
            [...new Set(custom.map((object) => `${object.kind} ${versionOf(object)}`))].map((name) => {
                const [kind = "", version = ""] = name.split(" ");
                const schema = customResourceSchema(folder, kind, version);
                if (schema === undefined) throw new Error(`There is no definition of ${name} in ${folder}`);
                return [name, ajv.compile(schema)];
            }),
        );
        const wrong = custom.flatMap((object) => {
            const validate = validators.get(`${object.kind} ${versionOf(object)}`);
            validate?.(object.manifest);
            return (validate?.errors ?? []).map(
                (error) =>
                    `${object.kind} ${object.name}${error.instancePath}: ${error.message ?? ""} ${JSON.stringify(error.params)}`,
            );
        });
        expect(wrong).toEqual([]);
    });

    test("what is scraped outside of the cluster fits its definition", async () => {
        const { resources } = (await plan("dev", configuration("dev", OUTSIDE))).plan;
        for (const [kind, version] of [
            ["ScrapeConfig", "v1alpha1"],
            ["Probe", "v1"],
        ] as const) {
            const found = objectsOf(resources).filter((object) => object.kind === kind);
            const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
                customResourceSchema(folder, kind, version) ?? {},
            );
            expect(found.map(({ manifest }) => [validate(manifest), validate.errors])).toEqual([
                [true, null],
                [true, null],
            ]);
        }
    });

    test("a misspelt field is caught", () => {
        const schema = customResourceSchema(folder, "Certificate", "v1");
        const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema ?? {});
        expect(validate({ spec: { secretName: "x", issuerRef: { name: "y" }, dnsName: ["z"] } })).toBe(false);
    });
});
