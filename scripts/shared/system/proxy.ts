import { BlockList, isIP } from "node:net";

/** Which proxy the environment names, as Go's programs (kubectl, helm, pulumi) read it: https://pkg.go.dev/golang.org/x/net/http/httpproxy */

/** Host of a URL, without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");
/** Port of a URL, that of its scheme where it names none. */
export const portOf = ({ port, protocol }: URL): number =>
    port === "" ? ({ "https:": 443, "socks5:": 1080, "socks5h:": 1080 }[protocol] ?? 80) : Number(port);

/** A variable in either case; empty ones are none. */
const variable = (name: string, env: NodeJS.ProcessEnv): string | undefined =>
    [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== "");

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

function within(block: string, host: string): boolean {
    const [network = "", bits = ""] = block.split("/");
    if (isIP(network) === 0 || isIP(host) === 0 || !/^\d+$/.test(bits)) return false;
    const list = new BlockList();
    list.addSubnet(network, Number(bits), family(network));
    return list.check(host, family(host));
}

const isLoopback = (host: string): boolean =>
    host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/** Whether an entry of NO_PROXY means a host: an address, a network, a domain with what is below it, or only that. */
function excepts(entry: string, host: string, port: number): boolean {
    if (entry === "*") return true;
    if (entry.includes("/")) return within(entry, host);
    const [, bracketed, bare, at] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
    const name = bracketed ?? bare ?? entry;
    if (at !== undefined && Number(at) !== port) return false;
    if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
    const domain = name.replace(/^\*\./, ".");
    return domain.startsWith(".") ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

/** The proxy for a URL; undefined where it is called directly, as this machine always is. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv = process.env): URL | undefined {
    const proxy = variable(url.protocol === "http:" ? "HTTP_PROXY" : "HTTPS_PROXY", env);
    const [host, port] = [hostOf(url).toLowerCase(), portOf(url)];
    if (proxy === undefined || isLoopback(host)) return undefined;
    const exceptions = (variable("NO_PROXY", env) ?? "").toLowerCase().split(",");
    if (exceptions.some((entry) => entry.trim() !== "" && excepts(entry.trim(), host, port))) return undefined;
    const named = withScheme(proxy);
    return URL.canParse(named) ? new URL(named) : undefined;
}

/** A proxy is often named without a scheme. */
export const withScheme = (proxy: string): string => (proxy.includes("://") ? proxy : `http://${proxy}`);
