import { traceToLogs } from "../../components/grafana-content/correlation";
import { otlpLogs } from "../rules/harness/otlp";
import { configOf } from "../rules/harness/rules";
import { alertmanagerStub, startLoki } from "../support/loki";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { withProgram } from "../support/foreign";

withProgram("loki", "from a span to its lines", () => {
    const ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    const OTHER = "00f067aa0ba902b7a3ce929d0e0e4736";
    const folder = temporaryFolder("trace-to-logs");
    const alertmanager = alertmanagerStub();

    test("from a span, a real Loki finds the lines of its trace and service: beside the line, and in its text", async () => {
        const loki = await startLoki(folder, configOf(), await alertmanager.listen());
        const service = "payment-service";
        const response = await fetch(`${loki.url}/otlp/v1/logs`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(
                otlpLogs("go-coffee", [
                    { service, message: "beside", fields: { trace_id: ID } },
                    { service, message: `in the text trace_id=${ID}` },
                    { service, message: "of another trace", fields: { trace_id: OTHER } },
                    { service, message: "of none" },
                    { service: "order-service", message: "of another service", fields: { trace_id: ID } },
                ]),
            ),
        });
        expect(response.status).toBeLessThan(300);
        const query = traceToLogs.query
            .replaceAll("$$", "$")
            .replace("${__tags}", `service_name="${service}"`)
            .replaceAll("${__span.traceId}", ID);
        const found = await eventually("the lines", async () => {
            const answer = await fetch(`${loki.url}/loki/api/v1/query_range?query=${encodeURIComponent(query)}`);
            if (!answer.ok) throw new Error(await answer.text());
            const { data } = (await answer.json()) as { data: { result: { values: [string, string][] }[] } };
            const lines = data.result.flatMap(({ values }) => values.map(([, line]) => line));
            return lines.length < 2 ? undefined : lines;
        });
        expect([...found].sort()).toEqual(["beside", `in the text trace_id=${ID}`]);
    });
});
