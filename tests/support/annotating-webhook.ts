/** An admission webhook that annotates as the Prometheus operator's does; it is asked in dry runs. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { atEnd } from "../../scripts/shared/loopback/programs";

const ANNOTATION = { "prometheus-operator-validated": "true" };

interface Review {
    readonly request: {
        readonly uid: string;
        readonly dryRun?: boolean;
        readonly object: { readonly metadata: { readonly annotations?: object } };
    };
}

/** https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.1/pkg/admission/admission.go#L49 */
const patchOf = ({ metadata }: Review["request"]["object"]): object => ({
    op: "add",
    path: "/metadata/annotations",
    value: { ...metadata.annotations, ...ANNOTATION },
});

export interface AnnotatingWebhook {
    /** What makes the API server ask it. */
    readonly configuration: object;
    /** How many dry runs it has annotated in. */
    readonly dryRuns: () => number;
}

export async function annotatingWebhook({ ca, certificate, key }: Certificates): Promise<AnnotatingWebhook> {
    let dryRuns = 0;
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
        void text(asked).then((body) => {
            const { uid, dryRun, object } = (JSON.parse(body) as Review).request;
            if (dryRun === true) dryRuns += 1;
            const patch = Buffer.from(JSON.stringify([patchOf(object)])).toString("base64");
            answer.setHeader("content-type", "application/json").end(
                JSON.stringify({
                    apiVersion: "admission.k8s.io/v1",
                    kind: "AdmissionReview",
                    response: { uid, allowed: true, patchType: "JSONPatch", patch },
                }),
            );
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    const { port } = server.address() as AddressInfo;
    return {
        configuration: {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "MutatingWebhookConfiguration",
            metadata: { name: "annotates-rules" },
            webhooks: [
                {
                    name: "prometheusrules.made-up.example",
                    admissionReviewVersions: ["v1"],
                    sideEffects: "None",
                    // A test's own kubectl is waited for by the process that this server runs in.
                    matchConditions: [{ name: "dry-run", expression: "has(request.dryRun) && request.dryRun" }],
                    rules: [
                        {
                            apiGroups: ["monitoring.coreos.com"],
                            apiVersions: ["*"],
                            operations: ["CREATE", "UPDATE"],
                            resources: ["prometheusrules"],
                        },
                    ],
                    clientConfig: {
                        url: `https://localhost:${port}/`,
                        caBundle: readFileSync(ca).toString("base64"),
                    },
                },
            ],
        },
        dryRuns: () => dryRuns,
    };
}
