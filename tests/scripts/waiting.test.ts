/** What `npm run up` tells of pods that it waits for. */
import { waitingFor } from "../../scripts/pulumi/waiting";

const NOW = Date.parse("2026-01-01T00:01:00Z");

interface PodOf {
    readonly made?: string;
    readonly ready?: boolean;
    readonly phase?: string;
    readonly volumes?: readonly object[];
    readonly waiting?: object;
}

const pod = (name: string, { made = "2026-01-01T00:00:00Z", ready = false, phase = "Pending", ...more }: PodOf) => ({
    metadata: {
        name,
        namespace: "made-up",
        creationTimestamp: made,
        labels: { "app.kubernetes.io/instance": name.split("-")[0] },
    },
    spec: { volumes: more.volumes ?? [] },
    status: {
        phase,
        conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
        containerStatuses: more.waiting === undefined ? [] : [{ name: "main", state: { waiting: more.waiting } }],
    },
});

test("pods that aren't ready after half a minute are told with their cause; those that are, are young or are done aren't", () => {
    const missing = { reason: "ImagePullBackOff", message: 'Back-off pulling image "made.up/loki:1"' };
    const pods = [
        pod("loki-0", { waiting: missing }),
        pod("jaeger-0", { volumes: [{ secret: { secretName: "jaeger-tls" } }] }),
        pod("young-0", { made: "2026-01-01T00:00:31Z" }),
        pod("well-0", { ready: true, phase: "Running" }),
        pod("hook-0", { phase: "Succeeded" }),
    ];
    expect(waitingFor(pods, new Set(), NOW).map(({ line }) => line)).toEqual([
        'loki: waits for the pod loki-0 (60 s): main ImagePullBackOff Back-off pulling image "made.up/loki:1"',
        "jaeger: waits for the pod jaeger-0 (60 s): the Secret jaeger-tls is missing",
    ]);
});
