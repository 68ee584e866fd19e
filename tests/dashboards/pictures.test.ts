import { dashboards } from "../../dashboards";
import { webServer } from "../../scripts/shared/loopback/web-server";
import { configOf } from "../rules/harness/rules";
import { furnish } from "./pictures/grafana";
import { addressOf, fileOf, type Shot } from "./pictures/shots";

/** What pictures are taken of: a Grafana that is furnished through its API. */

const files = dashboards(configOf());
const stores = { prometheus: "http://127.0.0.1:1", loki: "http://127.0.0.1:2" };

/** Answers as Grafana does; what it has been asked is kept. */
async function stub(statusOf: (asked: string) => number) {
    const asked: string[] = [];
    const { url } = await webServer((request, response) => {
        const one = `${request.method ?? ""} ${request.url ?? ""}`;
        asked.push(one);
        request.resume();
        request.on("end", () => response.writeHead(statusOf(one)).end("{}"));
    });
    return { asked, grafana: { url, headers: {} } };
}

test("a Grafana gets both stores and every page", async () => {
    const { asked, grafana } = await stub(() => 200);
    await furnish(grafana, files, stores);
    expect(asked).toEqual([
        "POST /api/datasources",
        "POST /api/datasources",
        ...files.map(() => "POST /api/dashboards/db"),
    ]);
});

test("one that has a store already gets this one in its place", async () => {
    const { asked, grafana } = await stub((one) => (one === "POST /api/datasources" ? 409 : 200));
    await furnish(grafana, files.slice(0, 1), stores);
    expect(asked).toContain("PUT /api/datasources/uid/prometheus");
});

test("a page that Grafana doesn't take is told", async () => {
    const { grafana } = await stub((one) => (one.endsWith("/db") ? 412 : 200));
    await expect(furnish(grafana, files, stores)).rejects.toThrow("dashboard go-coffee-overview: 412");
});

test("a picture is of one page at one time, with what is chosen, and has a file of its own", () => {
    const shot: Shot = { uid: "a", size: "phone", theme: "dark", what: "incident", from: 1, to: 2, chosen: { b: "c" } };
    expect(addressOf(shot)).toBe("/d/a?from=1&to=2&timezone=utc&theme=dark&refresh=&var-b=c");
    expect(fileOf(shot)).toBe("incident/a-phone-dark.png");
});
