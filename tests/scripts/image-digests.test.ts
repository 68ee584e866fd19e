import { withDigests } from "../../scripts/charts/images";
import { bearerChallenge, digestOf, registryUrl } from "../../scripts/charts/registry";
import { imageRegistry } from "../support/image-registry";

const DIGEST = `sha256:${"a".repeat(64)}`;
/** The digest of the two characters `{}`. */
const OF_BODY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
const manifests = { "grafana/loki:3.7.6": { digest: DIGEST, body: "{}" } };

test("a registry that wants a token gives an anonymous one, and tells the digest of the index", async () => {
    const registry = await imageRegistry({ manifests });
    expect(await digestOf(`${registry.host}/grafana/loki:3.7.6`)).toEqual({ digest: DIGEST });
    expect(registry.served).toEqual([
        {
            method: "HEAD",
            image: "grafana/loki:3.7.6",
            accept: expect.stringMatching(
                /^application\/vnd\.oci\.image\.index\.v1\+json, application\/vnd\.docker\.distribution\.manifest\.list\.v2\+json, /,
            ) as unknown,
        },
    ]);
});

test("without the header, the digest is that of the manifest itself", async () => {
    const registry = await imageRegistry({ manifests, header: false });
    expect(await digestOf(`${registry.host}/grafana/loki:3.7.6`)).toEqual({ digest: OF_BODY });
    expect(registry.served.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
});

test("an image that is named by its digest is asked for nowhere", async () => {
    expect(await digestOf(`127.0.0.1:1/grafana/loki@${DIGEST}`)).toEqual({ digest: DIGEST });
});

test("images whose registry lacks them or doesn't answer are listed without a digest, each with the reason", async () => {
    const registry = await imageRegistry({ manifests });
    const [held, lacking, silent] = [
        `${registry.host}/grafana/loki:3.7.6`,
        `${registry.host}/grafana/loki:1`,
        "127.0.0.1:1/a:1",
    ];
    expect(await withDigests([held, lacking, silent])).toEqual({
        images: [{ image: held, digest: DIGEST }, { image: lacking }, { image: silent }],
        untold: [
            { image: lacking, problem: `${registry.host} answers 404` },
            { image: silent, problem: expect.stringMatching(/^127\.0\.0\.1:1 does not answer \(.+\)$/) as unknown },
        ],
    });
});

test("registries on loopback speak plain HTTP, all others TLS; Docker Hub has a name of its own", () => {
    expect(["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "localhost"].map(registryUrl)).toEqual([
        "http://localhost:5000",
        "http://127.0.0.1:5000",
        "http://[::1]:5000",
        "http://localhost",
    ]);
    expect(["quay.io", "localhost.example", "docker.io"].map(registryUrl)).toEqual([
        "https://quay.io",
        "https://localhost.example",
        "https://registry-1.docker.io",
    ]);
});

test("a challenge is read in whatever case, and none but a bearer's", () => {
    expect(bearerChallenge('bearer realm="https://auth/token",service="hub",scope="repository:a:pull,push"')).toEqual({
        realm: "https://auth/token",
        service: "hub",
        scope: "repository:a:pull,push",
    });
    expect(bearerChallenge('Basic realm="registry"')).toBeUndefined();
    expect(bearerChallenge(null)).toBeUndefined();
});
