import { parse } from "yaml";
import { configuration, plan } from "../support/plan";
import { at, release } from "../support/resources";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { planFiles } from "../../scripts/plan/plan-files";

/** Who may see what: sign-in of Grafana, and the cluster's own rights. */

const SIGN_IN = {
    clientId: "grafana",
    authUrl: "https://id.gocoffee.dev/authorize",
    tokenUrl: "https://id.gocoffee.dev/token",
    apiUrl: "https://id.gocoffee.dev/userinfo",
    administrators: ["platform"],
    editors: ["payments", "orders team"],
};
const WITH_SIGN_IN = {
    grafana: { signIn: SIGN_IN },
    access: { grafana: { externalUrl: "https://grafana.gocoffee.dev" } },
};
const SECRET = { grafanaSignInSecret: "made-up-sign-in-secret" };

const ini = async (over = {}, secrets = {}): Promise<unknown> => {
    const { resources } = (await plan("dev", configuration("dev", over, secrets))).plan;
    return at(release(resources, "prometheus").values, "grafana", "grafana.ini");
};

test("sign-in: roles by groups, and its secret from a file", async () => {
    const { plan: planned } = await plan("dev", configuration("dev", WITH_SIGN_IN, SECRET));
    const grafana = at(release(planned.resources, "prometheus").values, "grafana");
    expect(at(grafana, "grafana.ini", "auth.generic_oauth")).toMatchObject({
        enabled: true,
        client_id: "grafana",
        client_secret: "$__file{/etc/go-coffee/grafana/sign-in/sign-in-secret}",
        role_attribute_path:
            "(contains(groups[*], 'platform')) && 'Admin' || (contains(groups[*], 'payments') || contains(groups[*], 'orders team')) && 'Editor' || 'Viewer'",
        role_attribute_strict: true,
        use_pkce: true,
    });
    expect(at(grafana, "extraSecretMounts")).toEqual(
        expect.arrayContaining([
            expect.objectContaining({ mountPath: "/etc/go-coffee/grafana/sign-in", secretName: "grafana-keys" }),
        ]),
    );
    expect(JSON.stringify(planFiles(planned))).not.toContain(SECRET.grafanaSignInSecret);
    // Its policy lets it reach the identity provider.
    const policy = objectsOf(planned.resources).find(
        ({ kind, name }) => kind === "NetworkPolicy" && name === "grafana",
    );
    expect(JSON.stringify(parse(JSON.stringify(policy?.manifest)))).toContain('"port":443');
});

test("with groups of viewers, nobody else is let in", async () => {
    const over = { ...WITH_SIGN_IN, grafana: { signIn: { ...SIGN_IN, editors: [], viewers: ["staff"] } } };
    expect(at(await ini(over, SECRET), "auth.generic_oauth", "role_attribute_path")).toBe(
        "(contains(groups[*], 'platform')) && 'Admin' || (contains(groups[*], 'staff')) && 'Viewer'",
    );
});

test("Grafana tells nobody outside of its users, and encrypts with a key of its own", async () => {
    expect(await ini()).toMatchObject({
        security: { disable_gravatar: true, secret_key: "$__file{/etc/go-coffee/grafana/secret-key/secret-key}" },
        snapshots: { external_enabled: false },
        plugins: { preinstall_disabled: true },
    });
});

test.each([
    ["without an address to come back to", { grafana: { signIn: SIGN_IN } }, SECRET, "access.grafana.externalUrl"],
    ["without its secret", WITH_SIGN_IN, {}, "needs the secret grafanaSignInSecret"],
    [
        "in clear",
        { ...WITH_SIGN_IN, grafana: { signIn: { ...SIGN_IN, tokenUrl: "http://id.gocoffee.dev/token" } } },
        SECRET,
        "grafana.signIn.tokenUrl",
    ],
    [
        "with a group that would change the expression",
        { ...WITH_SIGN_IN, grafana: { signIn: { ...SIGN_IN, administrators: ["a') || 'Admin' || ('"] } } },
        SECRET,
        "grafana.signIn.administrators",
    ],
])("sign-in %s is refused", async (_, over, secrets, said) => {
    await expect(plan("dev", configuration("dev", over, secrets))).rejects.toThrow(said);
});
