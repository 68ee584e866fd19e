import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendEnvironment, type BackendOptions } from "../../scripts/pulumi/backend";

let project = "";
beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "go-coffee-backend-"));
    jest.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => {
    rmSync(project, { recursive: true });
    jest.restoreAllMocks();
});

const options = (more: Partial<BackendOptions> = {}): BackendOptions => ({
    project,
    stack: "dev",
    environment: "dev",
    allowLocal: false,
    // A home of its own: whoever runs the tests may be logged in.
    env: { PULUMI_HOME: join(project, "home") },
    ...more,
});

test("dev: local state, and a passphrase made once that only its owner can read", () => {
    const first = backendEnvironment(options());
    const file = first.PULUMI_CONFIG_PASSPHRASE_FILE ?? "";
    expect(first.PULUMI_BACKEND_URL).toBe(`file://${project}/.pulumi`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const passphrase = readFileSync(file, "utf8");
    expect(passphrase.trim().length).toBeGreaterThanOrEqual(32);
    backendEnvironment(options());
    expect(readFileSync(file, "utf8")).toBe(passphrase);
});

test("the user's own login and passphrase are left alone", () => {
    const env = { PULUMI_BACKEND_URL: "s3://made-up", PULUMI_CONFIG_PASSPHRASE: "made-up" };
    expect(backendEnvironment(options({ env }))).toEqual(env);
    expect(existsSync(join(project, ".passphrase"))).toBe(false);
});

test("prod refuses local state and a generated passphrase, and names what to choose", () => {
    const prod = { stack: "prod", environment: "prod" } as const;
    const refused = /pulumi login s3:\/\/BUCKET[\s\S]+--secrets-provider="awskms:[\s\S]+--allow-local/;
    expect(() => backendEnvironment(options(prod))).toThrow(refused);
    const loggedIn = { PULUMI_BACKEND_URL: "s3://made-up", PULUMI_HOME: join(project, "home") };
    expect(() => backendEnvironment(options({ ...prod, env: loggedIn }))).toThrow(refused);
    expect(backendEnvironment(options({ ...prod, allowLocal: true })).PULUMI_BACKEND_URL).toMatch(/^file:/);
});

test("prod refuses a local backend that the user has chosen, too", () => {
    const env = { PULUMI_BACKEND_URL: "file:///made-up", PULUMI_CONFIG_PASSPHRASE: "made-up" };
    expect(() => backendEnvironment(options({ stack: "prod", environment: "prod", env }))).toThrow("--allow-local");
});

test("Pulumi Cloud needs no passphrase", () => {
    const env = { PULUMI_ACCESS_TOKEN: "made-up" };
    expect(backendEnvironment(options({ stack: "prod", environment: "prod", env }))).toEqual(env);
});

test("prod with a backend and a key of its own needs neither", () => {
    writeFileSync(
        join(project, "Pulumi.prod.yaml"),
        "secretsprovider: awskms://alias/go-coffee\nencryptedkey: bWFkZQ==\n",
    );
    const env = { PULUMI_BACKEND_URL: "s3://made-up" };
    expect(backendEnvironment(options({ stack: "prod", environment: "prod", env }))).toEqual(env);
});
