import { schema } from "../../config/schema";
import { dev, messageOf, only, type Case, useless } from "../support/problems";

const CASES: readonly Case[] = [
    dev(
        "unknown key",
        { prometheus: { retension: "30d" } },
        `  prometheus.retension = "30d"
      is not a known key; did you mean "retention"?
      npm run config -- --stack dev -- rm --path prometheus.retension && npm run config -- --stack dev -- set --path prometheus.retention 30d`,
    ),
    dev(
        "unknown block",
        { prometeus: { replicas: 2 } },
        `  prometeus = {"replicas":2}
      is not a known key; did you mean "prometheus"?
      npm run config -- --stack dev -- rm --path prometeus && npm run config -- --stack dev -- set --path prometheus.replicas 2`,
    ),
    dev(
        "unknown key that resembles none",
        { blockchain: "yes" },
        `  blockchain = "yes"
      is not a known key; there are ${Object.keys(schema.def.shape).join(", ")}
      npm run config -- --stack dev -- rm --path blockchain`,
    ),
    dev(
        "unknown key in a variant",
        { loki: { mode: "monolithic", ingesters: 3 } },
        `  loki.ingesters = 3
      is not a known key; there are mode, retention, debugRetention, auditRetention, erasure, dailyVolume, schemaFrom, storage
      npm run config -- --stack dev -- rm --path loki.ingesters`,
    ),
    dev(
        "duration spelled out",
        { prometheus: { retention: "30 days" } },
        `  prometheus.retention = "30 days"
      must be a duration such as "30d", "744h" or "500ms"; did you mean "30d"?
      npm run config -- --stack dev -- set --path prometheus.retention 30d`,
    ),
    dev(
        "decimal unit where a binary one is meant",
        { prometheus: { storage: "200GB" } },
        `  prometheus.storage = "200GB"
      must be an amount such as "512Mi" or "200Gi"; did you mean "200Gi"?
      npm run config -- --stack dev -- set --path prometheus.storage 200Gi`,
    ),
    dev(
        "sampling above 1",
        { services: { "payment-service": { samplingShare: 1.5 } } },
        `  services.payment-service.samplingShare = 1.5
      must lie between 0 and 1
      npm run config -- --stack dev -- set --path services.payment-service.samplingShare 1`,
    ),
    dev(
        "sampling below 0",
        { services: { "payment-service": { samplingShare: -0.1 } } },
        `  services.payment-service.samplingShare = -0.1
      must lie between 0 and 1
      npm run config -- --stack dev -- set --path services.payment-service.samplingShare 0`,
    ),
    dev(
        "a threshold as a percentage",
        { thresholds: { errorShare: 5 } },
        `  thresholds.errorShare = 5
      must lie between 0 and 1
      npm run config -- --stack dev -- set --path thresholds.errorShare 0.05`,
    ),
    dev(
        "a rating that there isn't",
        { thresholds: { satisfaction: "0.5" } },
        `  thresholds.satisfaction = "0.5"
      must lie between 1 and 5
      npm run config -- --stack dev -- set --path thresholds.satisfaction 1`,
    ),
    dev(
        "an objective that leaves no budget",
        { objectives: { availability: 1 } },
        `  objectives.availability = 1
      must lie between 0.5 and 0.99999
      npm run config -- --stack dev -- set --path objectives.availability 0.99999`,
    ),
    dev(
        "an objective as a percentage",
        { objectives: { payment: "99.5" } },
        `  objectives.payment = "99.5"
      must lie between 0.5 and 0.99999
      npm run config -- --stack dev -- set --path objectives.payment 0.995`,
    ),
    dev(
        "platform that doesn't exist",
        { cluster: { platform: "minikube" } },
        `  cluster.platform = "minikube"
      must be one of kind, eks, gke, aks, openshift, rke2, k3s, kubeadm
      npm run config -- --stack dev -- set --path cluster.platform kind`,
    ),
    dev(
        "mode that doesn't exist",
        { loki: { mode: "distribted" } },
        `  loki.mode = "distribted"
      must be one of monolithic, distributed
      npm run config -- --stack dev -- set --path loki.mode distributed`,
    ),
    dev(
        "mirror that is neither a URL nor a path",
        { chartMirror: "charts.gocoffee.dev" },
        `  chartMirror = "charts.gocoffee.dev"
      must be a folder (./charts), an oci:// prefix or an HTTP repository such as https://charts.gocoffee.dev
      npm run config -- --stack dev -- set --path chartMirror   # asks for it: where the charts are kept; for example https://charts.example.com   # or: npm run config -- --stack dev -- rm --path chartMirror`,
    ),
    {
        name: "no environment",
        settings: {},
        message: `  environment is not set
      must be one of dev, prod
      npm run config -- --stack dev -- set --path environment dev`,
    },
];

test.each(CASES)("$name is told with the line that mends it", ({ message, ...given }) => {
    expect(messageOf(given)).toBe(only(message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});
