import { hostOf, portOf, proxyFor } from "../../scripts/shared/system/proxy";

const PROXY = "http://proxy.example:3128";

const through = (url: string, env: NodeJS.ProcessEnv): string | undefined => proxyFor(new URL(url), env)?.host;

test.each([
    ["https://api.example:6443", { HTTPS_PROXY: PROXY }],
    ["https://api.example:6443", { https_proxy: "proxy.example:3128" }],
    ["http://charts.example", { HTTP_PROXY: PROXY }],
    ["https://api.example", { HTTPS_PROXY: PROXY, NO_PROXY: "" }],
    ["https://api.example", { HTTPS_PROXY: PROXY, NO_PROXY: "example.com, other.example" }],
    ["https://api.example", { HTTPS_PROXY: PROXY, NO_PROXY: ".api.example" }],
    ["https://myapi.example", { HTTPS_PROXY: PROXY, NO_PROXY: "api.example" }],
    ["https://api.example:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "api.example:443" }],
    ["https://10.2.0.1:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "10.1.0.0/16" }],
    ["https://[fd00::1]:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "fd01::/16" }],
])("%s is called through the proxy with %j", (url, env) => {
    expect(through(url, env)).toBe("proxy.example:3128");
});

test.each([
    ["https://api.example", {}],
    ["https://api.example", { HTTPS_PROXY: "" }],
    ["https://api.example", { HTTP_PROXY: PROXY, ALL_PROXY: PROXY }],
    ["http://charts.example", { HTTPS_PROXY: PROXY }],
    ["https://127.0.0.1:6443", { HTTPS_PROXY: PROXY }],
    ["https://[::1]:6443", { HTTPS_PROXY: PROXY }],
    ["https://localhost:6443", { HTTPS_PROXY: PROXY }],
    ["https://api.example", { HTTPS_PROXY: PROXY, NO_PROXY: "*" }],
    ["https://API.example", { HTTPS_PROXY: PROXY, no_proxy: " Example " }],
    ["https://eu.api.example", { HTTPS_PROXY: PROXY, NO_PROXY: "other,api.example" }],
    ["https://eu.api.example", { HTTPS_PROXY: PROXY, NO_PROXY: "*.api.example" }],
    ["https://api.example:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "api.example:6443" }],
    ["https://10.1.2.3:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "10.1.0.0/16" }],
    ["https://10.1.2.3", { HTTPS_PROXY: PROXY, NO_PROXY: "10.1.2.3" }],
    ["https://[fd00::1]:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "[fd00::1]:6443" }],
    ["https://[fd00::1]:6443", { HTTPS_PROXY: PROXY, NO_PROXY: "fd00::/16" }],
])("%s is called directly with %j", (url, env) => {
    expect(through(url, env)).toBeUndefined();
});

test("a host is an address without brackets, a port that of the scheme", () => {
    const urls = ["https://[::1]", "http://api.example", "https://10.0.0.1:6443", "socks5://proxy.example"];
    expect(urls.map((url) => [hostOf(new URL(url)), portOf(new URL(url))])).toEqual([
        ["::1", 443],
        ["api.example", 80],
        ["10.0.0.1", 6443],
        ["proxy.example", 1080],
    ]);
});
