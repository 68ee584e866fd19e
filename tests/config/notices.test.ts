import { notices } from "../../config/notices";
import { configOf } from "../rules/harness/rules";

test("metrics that are kept shorter than objectives look back are noticed", () => {
    const about = (retention: string): readonly string[] =>
        notices(configOf({ prometheus: { retention } })).filter((notice) => notice.startsWith("Error budgets"));
    expect(about("30d")).toEqual([]);
    expect(about("7d")).toEqual(["Error budgets and anomalies look back 28d; metrics are kept 7d, so they see less."]);
});
