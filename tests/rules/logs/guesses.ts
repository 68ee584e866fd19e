/** Lines without a level of their own, of which Loki guesses that they are errors. */

/** They name a level and say nothing of it. */
export const HARMLESS: readonly string[] = [
    "order 4711 brewed err=<nil>",
    "method=GET path=/menu status=200 err=nil dur=2ms",
    'method=GET path=/menu status=200 error="" dur=2ms',
    "rpc=Brew code=OK error=null",
    "rpc=Brew error= code=OK",
    "rpc=Brew err=- code=OK",
    "batch of 20 stored, errors=0 failed=0",
    "batch of 20 stored, errors: 0 warnings: 2",
    "import_error_count=0 imported=20",
    '{"order":4711,"error":null}',
    '{"order":4711,"error":"","errors":[]}',
    "failover=false fatal=false err=nil",
    "2026/03/04 10:00:00 menu loaded, no error",
    "menu loaded without any errors",
    "0 errors, 12 menus",
    "0 critical, 2 high",
    "no fatal error seen since the start",
    "this is not a fatal error: the order is tried again",
    "no new critical errors",
    "redirected to /orders?status=error for the list",
    "critical path of the order: 12ms",
    "leaving the critical section",
    "error budget is untouched",
    "I0304 10:00:00.123456 7 elector.go:12] error of the old leader is over",
    "postgres pool: open=3 idle=2 err=<nil>",
];

/** They tell of a failure, some with words of those above. */
export const FAILURES: readonly string[] = [
    "error: connection refused",
    "ERROR: null value in column is refused",
    "brewing ended: err=timeout",
    "err=nil pointer dereference",
    'rpc=Brew error="no water"',
    "error=no such host",
    "import_error_count=10 error",
    "level=error no errors expected here",
    "2026/03/04 10:00:00 ERROR menu isn't there",
    "[error] 7#0: upstream closed",
    "fatal: the grinder is on fire",
    "CRITICAL no water",
    "no connection, fatal error",
    "GET /orders?status=error ended with error 502",
    "error: 0x80004005",
];
