import { parse } from "yaml";
import { startable, swapReport, type Startable } from "../../scripts/shared/loopback/startable";

const CONFIG = `# Where it listens
server:
    address: 0.0.0.0:4317 # every address
    tls: { cert: /etc/tls/tls.crt, key: /etc/tls/tls.key }
    port: 3100
exporters:
    otlp/a:
        endpoint: "https://loki.monitoring.svc:3100"
    k8s_events:
        names: [a, b]
list:
    - name: tail
      path: /var/log
text: |
    kept: 0.0.0.1
`;

/** The original, from the result and its report alone. */
const undone = ({ text, swapped }: Startable): string =>
    swapped.reduce((whole, { start, from, to }) => whole.slice(0, start) + from + whole.slice(start + to.length), text);

describe("startable", () => {
    test("swaps texts and places, and nothing else by a byte", () => {
        const result = startable(CONFIG, [
            { kind: "address", find: "0.0.0.0:", put: "127.0.0.1:" },
            { kind: "address", find: /[a-z]+\.monitoring\.svc/, put: "localhost" },
            { kind: "certificate", find: "/etc/tls/", put: "/made/up/" },
            { kind: "component", find: /^k8s_events$/, put: "nop" },
            { kind: "component", at: ["exporters", "k8s_events"], to: {} },
            { kind: "address", at: ["server", "port"], to: 4000 },
            { kind: "path", at: ["list", 0, "path"], to: "/made/up/log" },
            { kind: "address", at: ["list", 0, "listen"], to: "127.0.0.1" },
        ]);
        expect(result.text).toBe(`# Where it listens
server:
    address: "127.0.0.1:4317" # every address
    tls: { cert: "/made/up/tls.crt", key: "/made/up/tls.key" }
    port: 4000
exporters:
    otlp/a:
        endpoint: "https://localhost:3100"
    "nop":
        {}
list:
    - "listen": "127.0.0.1"
      name: tail
      path: "/made/up/log"
text: |
    kept: 0.0.0.1
`);
        expect(undone(result)).toBe(CONFIG);
    });

    test("says what it swapped", () => {
        const result = startable(CONFIG, [
            { kind: "address", find: "0.0.0.0:", put: "127.0.0.1:" },
            { kind: "component", at: ["exporters", "k8s_events"], to: undefined },
        ]);
        expect(swapReport(result)).toBe(
            [
                'address     server.address: 0.0.0.0:4317 => "127.0.0.1:4317"',
                "component   exporters.k8s_events: k8s_events:\n        names: [a, b] => -",
            ].join("\n"),
        );
        expect(parse(result.text)).toMatchObject({ exporters: { "otlp/a": {} }, list: [{ name: "tail" }] });
    });

    test("swaps several texts in one value", () => {
        expect(
            startable("a: 0.0.0.0/etc", [
                { kind: "address", find: "0.0.0.0", put: "127.0.0.1" },
                { kind: "path", find: "/etc", put: "/tmp" },
            ]).text,
        ).toBe('a: "127.0.0.1/tmp"');
    });

    test("refuses a swap that finds nothing: it hides that the configuration has changed", () => {
        const swap = (...swaps: Parameters<typeof startable>[1]) => startable(CONFIG, swaps);
        expect(() => swap({ kind: "address", find: "1.2.3.4", put: "" })).toThrow("nothing to swap for 1.2.3.4");
        expect(() => swap({ kind: "path", at: ["server", "gone"], to: undefined })).toThrow(
            "nothing to swap at server.gone",
        );
        expect(() => swap({ kind: "path", at: ["nowhere", "gone"], to: 1 })).toThrow("nothing to swap at nowhere.gone");
    });

    test("refuses what isn't a configuration", () => {
        expect(() => startable("a: [", [])).toThrow();
    });
});
