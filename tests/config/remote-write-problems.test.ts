import type { PlainObject } from "../../config/merge";
import { dev, messageOf, only, useless, type Case } from "../support/problems";

/** Engines that metrics are written to, with one thing wrong. */

const engine = (more: PlainObject = {}): PlainObject => ({
    url: "https://mimir.example.com/api/v1/push",
    authentication: { type: "none" },
    send: ["*"],
    ...more,
});
const engines = (given: { readonly [name: string]: PlainObject }): PlainObject => ({ metrics: { remoteWrite: given } });

const CASES: readonly Case[] = [
    dev(
        "an engine without TLS",
        engines({ mimir: engine({ url: "http://mimir.example.com/api/v1/push" }) }),
        `  metrics.remoteWrite.mimir.url = "http://mimir.example.com/api/v1/push"
      must be an https URL such as https://metrics.example.com/api/v1/push
      npm run config -- --stack dev -- set --path metrics.remoteWrite.mimir.url   # asks for it: the engine's documentation; for example https://metrics.example.com/api/v1/push`,
    ),
    dev(
        "nothing that is sent",
        engines({ mimir: engine({ send: [] }) }),
        `  metrics.remoteWrite.mimir.send = []
      must have at least one entry
      npm run config -- --stack dev -- rm --path metrics.remoteWrite.mimir.send
      npm run config -- --stack dev -- set --path 'metrics.remoteWrite.mimir.send[0]'   # asks for it: a metric's name, * for anything; for example http_*`,
    ),
    dev(
        "a regular expression in place of a name",
        engines({ mimir: engine({ send: ["http_.*"] }) }),
        `  metrics.remoteWrite.mimir.send[0] = "http_.*"
      must be the name of a metric, with * for anything, such as http_requests_total; did you mean "http_*"?
      npm run config -- --stack dev -- set --path 'metrics.remoteWrite.mimir.send[0]' 'http_*'`,
    ),
    dev(
        "a way of proving oneself that there isn't",
        engines({ mimir: engine({ authentication: { type: "beaer" } }) }),
        `  metrics.remoteWrite.mimir.authentication.type = "beaer"
      must be one of none, basic, bearer, sigv4, oauth2, google, azure, certificate
      npm run config -- --stack dev -- set --path metrics.remoteWrite.mimir.authentication.type bearer`,
    ),
    dev(
        "a key that nobody has given",
        engines({ mimir: engine({ authentication: { type: "bearer" } }) }),
        `  metrics.remoteWrite.mimir.authentication.type = "bearer"
      needs the secret remoteWriteKey, or the name of a Secret
      npm run config -- --stack dev -- set --secret remoteWriteKey
      # or:
      npm run config -- --stack dev -- set --path metrics.remoteWrite.mimir.authentication.secret.name   # asks for it: kubectl get secrets lists them; for example engine
      npm run config -- --stack dev -- set --path metrics.remoteWrite.mimir.authentication.secret.key   # asks for it: kubectl describe secret tells its keys; for example token`,
    ),
    dev(
        "one key for two engines",
        engines({
            mimir: engine({ authentication: { type: "bearer" } }),
            victoria: engine({ authentication: { type: "basic", username: "shop" } }),
        }),
        `  metrics.remoteWrite.victoria.authentication.type = "basic"
      needs a Secret of its own: the secret remoteWriteKey is shown to mimir
      npm run config -- --stack dev -- set --path metrics.remoteWrite.victoria.authentication.secret.name   # asks for it: kubectl get secrets lists them; for example engine
      npm run config -- --stack dev -- set --path metrics.remoteWrite.victoria.authentication.secret.key   # asks for it: kubectl describe secret tells its keys; for example token`,
        { secrets: ["remoteWriteKey"] },
    ),
    dev(
        "a secret key without its id",
        engines({ amazon: engine({ authentication: { type: "sigv4", region: "eu-central-1", identity: "secret" } }) }),
        `  metrics.remoteWrite.amazon.authentication.identity = "secret"
      needs the access key's id beside the secret key
      npm run config -- --stack dev -- set --path metrics.remoteWrite.amazon.authentication.accessKeyId   # asks for it: aws iam list-access-keys lists them; for example made-up-id   # or: npm run config -- --stack dev -- set --path metrics.remoteWrite.amazon.authentication.identity workload`,
        { secrets: ["remoteWriteKey"] },
    ),
    dev(
        "a Secret that the stack would write over",
        engines({
            mimir: engine({
                authentication: { type: "basic", username: "shop", secret: { name: "remote-write", key: "password" } },
            }),
        }),
        `  metrics.remoteWrite.mimir.authentication.secret.name = "remote-write"
      the stack creates a Secret of that name itself
      npm run config -- --stack dev -- set --path metrics.remoteWrite.mimir.authentication.secret.name   # asks for it: kubectl get secrets lists them; for example metrics-engine`,
    ),
    dev(
        "Google from elsewhere",
        engines({ google: engine({ authentication: { type: "google" } }) }),
        `  metrics.remoteWrite.google.authentication.type = "google"
      works on GKE alone, where a pod is told who it is; the cluster is kind
      npm run config -- --stack dev -- set --path cluster.platform gke   # or: npm run config -- --stack dev -- rm --path metrics.remoteWrite.google`,
    ),
    dev(
        "dashboards that ask two engines",
        engines({
            mimir: engine({ query: "https://mimir.example.com" }),
            victoria: engine({ query: "https://victoria.example.com" }),
        }),
        `  metrics.remoteWrite.victoria.query = "https://victoria.example.com"
      dashboards ask one engine, and metrics.remoteWrite.mimir.query is it
      npm run config -- --stack dev -- rm --path metrics.remoteWrite.victoria.query`,
    ),
    dev(
        "dashboards that ask an engine for what it isn't sent",
        engines({ mimir: engine({ query: "https://mimir.example.com", send: ["up"] }) }),
        `  metrics.remoteWrite.mimir.query = "https://mimir.example.com"
      dashboards ask it for everything, and it is sent some metrics only
      npm run config -- --stack dev -- set --path 'metrics.remoteWrite.mimir.send[0]' '*'   # or: npm run config -- --stack dev -- rm --path metrics.remoteWrite.mimir.query`,
    ),
    dev(
        "dashboards that ask an engine which Grafana can't prove itself to",
        engines({
            amazon: engine({
                query: "https://amazon.example.com",
                authentication: { type: "sigv4", region: "eu-central-1" },
            }),
        }),
        `  metrics.remoteWrite.amazon.query = "https://amazon.example.com"
      Grafana can't prove itself by sigv4, only by none, basic, bearer, certificate: a proxy may stand between
      npm run config -- --stack dev -- rm --path metrics.remoteWrite.amazon.query`,
    ),
];

test.each(CASES)("$name", (given) => {
    expect(messageOf(given)).toBe(only(given.message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});
