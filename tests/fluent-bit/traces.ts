/** Traces as programs print them, each one record, and lines that only look like parts of one. */
export const TRACES: Readonly<Record<string, string>> = {
    "java: a statement of several lines": `2026-03-04 05:06:07.890 ERROR 7 --- [nio-1] c.g.Stock : save failed
org.springframework.jdbc.BadSqlGrammarException: StatementCallback; bad SQL grammar [
SELECT grinder
FROM shelf
WHERE cup = ?
]; nested exception is org.h2.jdbc.JdbcSQLSyntaxErrorException: Table not found
	at com.gocoffee.Stock.save(Stock.java:12)
Caused by: org.h2.jdbc.JdbcSQLSyntaxErrorException: Table "SHELF" not found; SQL statement:
SELECT grinder FROM shelf [42102-232]
	... 31 common frames omitted`,
    "java: what PostgreSQL adds": `org.postgresql.util.PSQLException: ERROR: insert on table "cups" violates foreign key
  Detail: Key (bean)=(9) is not present in table "beans".
  Where: SQL statement "INSERT INTO cups"
	at org.postgresql.core.v3.QueryExecutorImpl.execute(QueryExecutorImpl.java:371)`,
    "java: MyBatis": `org.apache.ibatis.exceptions.PersistenceException: 
### Error querying database.  Cause: java.sql.SQLException: gone
### The error may exist in mapper/Cup.xml
### SQL: SELECT 1
	at org.apache.ibatis.session.Session.select(Session.java:3)`,
    "java: root cause below an empty line": `05:06:07 ERROR [main] Servlet.service() for servlet [pour] threw exception with root cause

java.lang.IllegalArgumentException: no cup
	at com.gocoffee.Pour.into(Pour.java:8)
	Suppressed: java.io.IOException: pipe
		at com.gocoffee.Pipe.close(Pipe.java:2)`,
    "kotlin: a coroutine": `Exception in thread "DefaultDispatcher-worker-2 @brew#4" java.lang.IllegalStateException: cold
	at com.gocoffee.BrewKt$main$1.invokeSuspend(Brew.kt:6)
	(Coroutine boundary)
	at com.gocoffee.BrewKt.main(Brew.kt:3)
	Suppressed: kotlinx.coroutines.internal.DiagnosticCoroutineContextException: [StandaloneCoroutine{Cancelling}]`,
    "dotnet: unhandled": `Unhandled exception. System.InvalidOperationException: no milk
 ---> System.IO.IOException: fridge is closed
   at Fridge.Open() in /src/Fridge.cs:line 4
   --- End of inner exception stack trace ---
   at Program.Main() in /src/Program.cs:line 9`,
    "dotnet: the console logger": `fail: Microsoft.AspNetCore.Server.Kestrel[13]
      Connection id "0HN", Request id "0HN:1": An unhandled exception was thrown.
      System.Exception: sour
         at Milk.Pour() in /src/Milk.cs:line 2`,
    "node: uncaught, with the code": `/srv/grind.js:7
    throw new RangeError("too fine");
    ^

RangeError: too fine
    at grind (/srv/grind.js:7:11)
    at Object.<anonymous> (/srv/grind.js:10:1)

Node.js v22.4.0`,
    "node: several errors": `AggregateError: All promises were rejected
    at async pour (/srv/pour.js:3:1) {
  [errors]: [
    Error: left is dry
        at left (/srv/pour.js:9:9),
    Error: right is dry
        at right (/srv/pour.js:12:9)
  ]
}`,
    "node: no message": `Error
    at pour (/srv/pour.js:3:1)
    at main (/srv/pour.js:9:1)`,
    "node: a module that is missing": `Error: Cannot find module 'crema'
Require stack:
- /srv/main.js
    at Module._resolve (node:internal/modules/cjs/loader:1225:15) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/srv/main.js' ]
}`,
    "node: Prisma": `PrismaClientKnownRequestError: 
Invalid \`prisma.cup.create()\` invocation:

Unique constraint failed on the fields: (\`name\`)
    at handle (/srv/runtime/library.js:121:7)`,
    "python: SQL over several lines": `Traceback (most recent call last):
  File "/srv/stock.py", line 4, in count
    run(query)
sqlalchemy.exc.IntegrityError: (psycopg2.errors.NotNullViolation) null value in column "roast"
DETAIL:  Failing row contains (3, null).

[SQL: INSERT INTO beans
(id, roast)
VALUES (%(id)s, %(roast)s)]
[parameters: {'id': 3, 'roast': None}]
(Background on this error at: https://sqlalche.me/e/20/gkpj)`,
    "python: pydantic": `Traceback (most recent call last):
  File "/srv/menu.py", line 2, in <module>
    Menu(**raw)
pydantic_core._pydantic_core.ValidationError: 1 validation error for Menu
drinks.0.price
  Input should be a valid number [type=float_type, input_value='x', input_type=str]
    For further information visit https://errors.pydantic.dev/2.9/v/float_type`,
    "python: Celery": `[2026-03-04 05:06:07,890: ERROR/ForkPoolWorker-2] Task roast.batch[0c1d] raised unexpected: ValueError('burnt')
Traceback (most recent call last):
  File "/srv/roast.py", line 30, in batch
    heat()
ValueError: burnt`,
    "python: a group": `  + Exception Group Traceback (most recent call last):
  |   File "/srv/pour.py", line 3, in <module>
  | ExceptionGroup: two pours (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: dry
    +------------------------------------`,
    "python: Kubernetes' client": `Traceback (most recent call last):
  File "/srv/scale.py", line 5, in <module>
    api.read()
kubernetes.client.exceptions.ApiException: (404)
Reason: Not Found
HTTP response headers: HTTPHeaderDict({'Date': 'now'})
HTTP response body: {"kind":"Status"}`,
    "go: gin recovers": `2026/03/04 05:06:07 [Recovery] 2026/03/04 - 05:06:07 panic recovered:
POST /cups HTTP/1.1
Host: cups.example
Accept: */*

assignment to entry in nil map
/srv/cups.go:19 (0x77aa10)
	Add: cups[name] = size
/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185 (0x91e0aa)
	(*Context).Next: c.handlers[c.index](c)`,
    "go: zap's stack": `2026-03-04T05:06:07.890Z	ERROR	cups/add.go:19	add failed	{"cup": 3}
main.(*Cups).Add
	/srv/cups/add.go:19
net/http.HandlerFunc.ServeHTTP
	/usr/local/go/src/net/http/server.go:2166`,
    "go: debug.Stack": `goroutine 21 [running]:
runtime/debug.Stack()
	/usr/local/go/src/runtime/debug/stack.go:26 +0x5e
main.recovered(0x0)
	/srv/main.go:14 +0x1d`,
    "go: errors that were joined": `panic: grinder is blocked
water is cold
lid is open

goroutine 1 [running]:
main.main()
	/srv/main.go:31 +0x1d
exit status 2`,
    "rust: a panic": `thread 'tokio-runtime-worker' panicked at src/pour.rs:8:5:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: rust_begin_unwind
             at /rustc/90b35a/library/std/src/panicking.rs:645:5
   1: pour::main
note: Some details are omitted, run with \`RUST_BACKTRACE=full\` for a verbose backtrace.`,
    "rust: anyhow": `Error: order was not poured

Caused by:
    0: no cup
    1: shelf is empty`,
    "php: uncaught": `PHP Fatal error:  Uncaught DomainException: bitter in /srv/cup.php:3
Stack trace:
#0 /srv/cup.php(9): taste()
#1 {main}

Next RuntimeException: served in /srv/cup.php:12
Stack trace:
#0 {main}
  thrown in /srv/cup.php on line 12`,
    "ruby: uncaught": `/srv/cup.rb:3:in 'Cup#fill': overflow (RuntimeError)
	from /srv/cup.rb:9:in '<main>'`,
    "ruby: Rails": `ActiveRecord::RecordNotFound (Couldn't find Cup with 'id'=3):

app/controllers/cups_controller.rb:8:in 'CupsController#show'
app/middleware/trace.rb:2:in 'call'`,
    "elixir: a process that ends": `05:06:07.890 [error] GenServer Cups.Shelf terminating
** (RuntimeError) nothing left
    (cups 0.1.0) lib/shelf.ex:12: Cups.Shelf.handle_call/3
    (stdlib 6.0) gen_server.erl:2381: :gen_server.try_handle_call/4
Last message (from #PID<0.7.0>): :take
State: %{cups: 0}`,
};

/** Each its own record, in this order. */
export const NO_TRACES: Readonly<Record<string, readonly string[]>> = {
    "an error without a trace, then others": [
        "Error: pool is exhausted",
        "order 17 accepted",
        "ERROR payment declined",
        "order 18 accepted",
    ],
    "lines that are indented by themselves": ["menu:", "    espresso", "\tlatte"],
    "words of traces": ["at noon we close", "caused by rain", "more beans", "note to self", "Node list: 3", "panicked"],
    "SQL that isn't part of one": ["query took 3ms", "SELECT 1", "FROM here on", "select a cup"],
    "brackets alone": ["}", "]", ")", "done"],
    "JSON behind an error": [
        "Error: late",
        '{"level":"info","message":"order 3"}',
        '{"level":"info","message":"order 4"}',
    ],
    "dates behind a message that ends with a colon": [
        "java.lang.RuntimeException: details:",
        "2026-03-04 05:06:07 INFO ready",
        "05:06:08 INFO ready",
    ],
    "what comes behind Python's last line": [
        "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nKeyError: 'cup'",
        "status: ok",
        "cups served 3",
    ],
    "what comes behind frames": [
        "TypeError: x is not a function\n    at pour (/srv/pour.js:1:1)",
        "listening on 8080",
        "error budget is fine",
    ],
    "names with dots": ["pour.example.com", "cups.pour", "Cups.Pour is up"],
};
