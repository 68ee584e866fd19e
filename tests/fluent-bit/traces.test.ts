import { STACK_TRACES } from "../../components/fluent-bit/traces";
import { NO_TRACES, TRACES } from "./traces";

/**
 * How Fluent Bit joins lines: rules of the state that it is in, else those that begin, else the line is one of its own.
 * The real program is asked in lines.tools.test.ts, where there is one.
 */
function join(lines: readonly string[]): readonly string[] {
    const joined: string[] = [];
    let open: { readonly parser: string; readonly state: string } | undefined;
    const rules = (parser: string, state: string) =>
        (STACK_TRACES[parser] ?? []).filter((rule) => rule.state === state);
    for (const line of lines) {
        const matching = (parser: string, state: string) =>
            rules(parser, state).find(({ regex }) => new RegExp(regex).test(line));
        const goesOn: ReturnType<typeof matching> = open && matching(open.parser, open.state);
        if (open !== undefined && goesOn !== undefined) {
            joined.push(`${joined.pop() ?? ""}\n${line}`);
            open = { parser: open.parser, state: goesOn.next };
            continue;
        }
        const begins = Object.keys(STACK_TRACES)
            .map((parser) => ({ parser, rule: matching(parser, "start_state") }))
            .find(({ rule }) => rule !== undefined);
        open = begins?.rule === undefined ? undefined : { parser: begins.parser, state: begins.rule.next };
        joined.push(line);
    }
    return joined;
}

const GO = `panic: runtime error: index out of range [5] with length 3 [recovered]
	panic: again

goroutine 1 gp=0xc000002380 m=0 mp=0x5a3b80 [running]:
main.Map[...]({0xc00001c0a8, 0x1}, 0x2)
	/app/main.go:10 +0x1d
main.(*Server).handle(0xc000012345)
	/app/main.go:20 +0x1d
...additional frames elided...
created by net/http.(*Server).Serve in goroutine 5
	/usr/local/go/src/net/http/server.go:3285 +0x4b4

goroutine 7 [chan receive, 2 minutes]:
main.worker()
	/app/worker.go:3 +0x1
exit status 2`;

const GO_SIGNAL = `fatal error: unexpected signal during runtime execution
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a5b6c]

runtime stack:
runtime.throw({0x4c5d6e?, 0x0?})
	/usr/local/go/src/runtime/panic.go:1023 +0x5c`;

const GO_HTTP = `2026/01/02 15:04:05 http: panic serving 10.0.0.1:34567: boom
goroutine 34 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1903 +0xbe`;

const JAVA = `Exception in thread "main" java.lang.NullPointerException
	at com.gocoffee.Order.place(Order.java:5)
	at com.gocoffee.Main.main(Main.java:17)
Caused by: java.lang.IllegalStateException: no beans
	at com.gocoffee.Stock.take(Stock.java:9)
	... 12 more`;

const JAVA_LOGGED = `2026-01-02 15:04:05,123 ERROR [main] com.gocoffee.Order - java.sql.SQLException: timeout
	at com.gocoffee.Order.place(Order.java:5)`;

const NODE = `TypeError: Cannot read properties of undefined (reading 'id')
    at Order.place (/app/order.js:3:12)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`;

const PYTHON = `Traceback (most recent call last):
  File "/app/agent.py", line 3, in <module>
    ask(1)
    ~~~^^^
  File "/app/agent.py", line 9, in ask
    raise ValueError("bad")
ValueError: bad

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/agent.py", line 5, in <module>
    retry()
openai.error.RateLimitError: too many requests`;

const JSON_LINES = [
    '{"level":"error","message":"panic: it is told of, not printed"}',
    '{"level":"error","message":"java.lang.IllegalStateException: told"}',
    '{"level":"info","message":"after it"}',
];

describe("stack traces are one line each", () => {
    test.each(Object.entries({ GO, GO_SIGNAL, GO_HTTP, JAVA, JAVA_LOGGED, NODE, PYTHON }))("%s", (_, trace) => {
        expect(join(["before it", ...trace.split("\n"), "after it", ...JSON_LINES])).toEqual([
            "before it",
            trace,
            "after it",
            ...JSON_LINES,
        ]);
    });

    test("two in a row are two", () => {
        expect(join([...JAVA.split("\n"), ...PYTHON.split("\n"), ...GO.split("\n")])).toEqual([JAVA, PYTHON, GO]);
    });

    test("lines that only look a little like one stay apart", () => {
        const lines = ["don't panic", "errors: 0", "\tindented", "main()", "created by hand", "Error rate: 1 %"];
        expect(join(lines)).toEqual(lines);
    });
});

describe("of every language, between other lines", () => {
    test.each(Object.entries(TRACES))("%s", (_, trace) => {
        const lines = ["order 16 accepted", ...trace.split("\n"), "order 17 accepted", '{"message":"order 18"}'];
        expect(join(lines)).toEqual(["order 16 accepted", trace, "order 17 accepted", '{"message":"order 18"}']);
    });

    test.each(Object.entries(TRACES))("twice in a row, they are two: %s", (_, trace) => {
        expect(join([...trace.split("\n"), ...trace.split("\n")])).toEqual([trace, trace]);
    });

    test.each(Object.entries(NO_TRACES))("apart: %s", (_, records) => {
        expect(join(records.flatMap((record) => record.split("\n")))).toEqual(records);
    });
});
