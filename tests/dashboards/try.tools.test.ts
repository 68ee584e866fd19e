import { temporaryFolder } from "../support/programs";
import { dev } from "../support/variants";
import { applications } from "./hour/applications";
import { kubernetes } from "./hour/kubernetes";
import { nodes } from "./hour/nodes";
import { others } from "./hour/others";
import { openStore } from "./hour/store";
import { record } from "./hour/recorded";
import { END } from "./hour/moments";
const folder = temporaryFolder("figures");
test("x", async () => {
    const { config } = dev();
    const store = await openStore(folder);
    const t = Date.now(); const lap = (s: string) => process.stderr.write(`${s} ${Date.now() - t}\n`);
    const all = [...applications(config), ...kubernetes(config), ...nodes(config), ...others(config)];
    lap(`series ${all.length} old ${all.filter((s) => s.old).length}`);
    store.load(all); lap("loaded");
    await store.reopen();
    lap(JSON.stringify(await record(store, config)));
    for (const q of ["business:orders_per_minute:rate5m", "business:orders_per_minute:usual4w", "business:satisfaction:mean30m", 'service:slo_budget_left:ratio28d', 'ALERTS', 'service:http_latency_seconds:p99_5m', 'service:http_errors:ratio_rate5m > 0.01'])
        process.stderr.write(`${q} ${(await store.now(q, END)).map((s) => JSON.stringify(s.metric) + s.values[0]?.[1]).join("\n   ")}\n`);
});
