/** The prose of docs/routing.md. */

import { HTTP_FILES } from "../../config/receiver-kinds";

export const HOURS_AND_SILENCES = `
## Hours and holidays

Critical alerts, security's and those of an unknown severity are told at any hour. What can wait is told

- warnings in \`business.officeHours\`, business alerts in \`business.tradingHours\`,
- in the time zone \`business.timezone\`, summer time included,
- not on \`business.holidays\`.

By default both hours are always: nobody is kept waiting by a time zone that nobody has set. For example

    npm run config -- --stack $STACK -- set --path business.timezone Europe/Berlin
    npm run config -- --stack $STACK -- set --path business.officeHours.from 08:00
    npm run config -- --stack $STACK -- set --path business.officeHours.to 18:00
    npm run config -- --stack $STACK -- set --path 'business.officeHours.days[0]' monday      # and so on
    npm run config -- --stack $STACK -- set --path 'business.holidays[0]' 2026-12-25

What comes outside of the hours isn't lost: it is told within five minutes of their beginning if it still fires, and
Alertmanager's page shows it meanwhile. What is over by then is never told. If a warning was told and ends outside of the
hours, its end isn't told either: the channel's last word on it stays open.

## Silences

Every message has a link that opens a silence with the alert's labels filled in (a page's link: the whole incident). From a
terminal, with the port of Alertmanager forwarded and its CA in \`ca.crt\`:

    echo '{"tls_config": {"ca_file": "ca.crt"}}' > amtool-http.yaml
    amtool --alertmanager.url=https://localhost:9093 --http.config.file=amtool-http.yaml \\
        silence add alertname=LatencyHigh service=ai-search --duration=2h --comment='model is being exchanged'

A silence has an end and a comment; it survives restarts, and replicas share it.

## Maintenance

A window that is known beforehand is a setting: nobody is told of its teams' alerts, critical ones neither, until it is over, and
then of what still fires. A window that names no teams is of all but security. The heartbeat goes on.

    notifications:
      maintenance:
        database-upgrade: { type: dates, dates: [2026-12-24], from: "22:00", to: "02:00", teams: [payments] }
        nightly-copy: { type: weekly, weekdays: [saturday], from: "01:00", to: "03:00", timezone: Europe/Berlin }

One that begins now is a label:

    kubectl label namespace go-coffee MAINTENANCE_LABEL=true      # and when it is over:
    kubectl label namespace go-coffee MAINTENANCE_LABEL-

While a namespace is labelled, its alerts are hidden, critical ones too, and come back with the end of the label; security's
are told. Prometheus learns of the label with the next scrape and evaluation, about a minute later: label first, then
begin. Alerts without a namespace (nodes, the cluster, business figures) aren't hidden: silence those. Labelling
\`go-coffee-monitoring\` hides the stack's own alerts, not its heartbeat.
`;

export const CHANNELS = `## Channels

A channel is on with \`notifications.<channel>.enabled\` and its secret. One that is off is a receiver that sends nothing;
the plan names those. Secrets reach Alertmanager as files.

- **Slack** (\`slack\`): nine channels, \`#go-coffee-alerts\`, \`-critical\`, \`-warnings\`, \`-payments\`, \`-web3\`, \`-business\`,
  \`-ai\`, \`-platform\`, \`-security\`, which must exist. Give the stack a bot: create a Slack app with the scope \`chat:write\`,
  install it, invite it to the nine channels (or add \`chat:write.public\`), and
  \`npm run config -- --stack $STACK -- set --secret slackBotToken\`. \`slackApiUrl\` is for an incoming webhook that may choose its channel, as
  Slack's legacy ones and Mattermost's may; one of a Slack app is bound to one channel, where everything would land.
- **Microsoft Teams** (\`msteams\`): a channel for each team, each by the URL of a workflow ("Post to a channel when a webhook
  request is received"): \`npm run config -- --stack $STACK -- set --secret msteamsUrlPlatform\`, and \`msteamsUrlPayments\` and so on for teams
  that have a channel of their own; the others are told in platform's.
- **E-mail** (\`email\`): to \`notifications.email.to\`, text and HTML, over STARTTLS with user and password; what pages a team to
  \`notifications.teams.<team>.email\` too.
- **PagerDuty** (\`pagerduty\`): below.
- **incident.io** (\`incidentio\`): what pages, as Alertmanager's JSON, to the alert source of kind Alertmanager whose URL is
  \`notifications.incidentio.url\`; the team is a label of each alert, to route by there.
  \`npm run config -- --stack $STACK -- set --secret incidentioToken\`
- **Plain webhook** (\`webhook\`): everything that a team's channel is told, each notification once, as
  [Alertmanager's JSON](https://prometheus.io/docs/alerting/latest/configuration/#webhook_config), at the same hours; \`receiver\` in
  it is the channel. \`npm run config -- --stack $STACK -- set --secret webhookUrl\`. What it asks for is
  \`notifications.webhook.authentication\`: user and password, a bearer token, or a header.
- **Heartbeat** (\`heartbeat\`): a POST about once a minute while Prometheus evaluates and Alertmanager notifies, to a service
  outside that raises the alarm when it stops (healthchecks.io, Dead Man's Snitch, PagerDuty's own): period one minute,
  grace five. It is the only thing that notices a dead stack, so prod demands it.

Messages show severity, name, service, summary, description with the value, the threshold, whom it hurts and the first thing to
do (both from its runbook), since when, and links: dashboard, runbook, logs and traces where the alert has them, silence. A title
that stands for several services, parts or nodes counts them and names the first three; of many alerts in one message ten are
shown, and how many more there are. Slack gets 3,000 characters at most, Teams 28 KiB, PagerDuty's description 1,024. What applications named
themselves is text in each of them: it can't format, link or mention.
`;

export const OTHER_RECEIVERS = `
## Other receivers

\`notifications.teams.<team>.slack\` are further Slack channels of a team. Anything else that Alertmanager can tell is a receiver of
yours: its kind, whether it is told what a team's channel is told or what pages a team (\`role\`), the teams, its settings as
Alertmanager writes them, and in \`secrets\` a key of a Kubernetes Secret in the monitoring namespace for each setting that names a file:

    notifications:
      receivers:
        web3-chat:
          type: telegram
          teams: [web3]
          settings: { chat_id: -1001234567890 }
          secrets: { bot_token_file: { name: web3-chat, key: token } }
        genie:
          type: opsgenie
          role: pager
          secrets: { api_key_file: { name: opsgenie, key: api-key } }

A secret in plain text is refused, and so is a receiver without what its kind needs: Alertmanager would refuse all of its
configuration. The message is the stack's own unless the settings have one.
`;

export const AROUND_RECEIVERS = `
All but e-mail also take \`http_config\`, with ${HTTP_FILES.map((file) => `\`${file}\``).join(", ")} as
secrets. Discord isn't among them: the operator takes its URL in plain text alone.

## Through a proxy, with a company's certificates

\`httpProxy.url\` is the proxy of everything above but e-mail, which isn't HTTP, and of whatever else calls outside of the cluster:
Loki's and Elasticsearch's object storage, \`collector.exports\`, an external Elasticsearch. Names inside of the cluster and
private addresses are called without it, and \`httpProxy.noProxy\` too. \`tls.companyCertificates\` are authorities that these
trust beside the public ones, as a proxy that looks into TLS needs; Java doesn't, so Elasticsearch's snapshots are left out.
Images are pulled by the nodes: their container runtime has a proxy of its own (\`imageRegistry\` is the other way).

    npm run config -- --stack $STACK -- set --path httpProxy.url http://proxy.example.com:3128
    npm run config -- --stack $STACK -- set --path tls.companyCertificates < company.pem
`;

export const PAGERDUTY = `## PagerDuty

Alertmanager says who and how bad; whom to call next and after how long is PagerDuty's. For each team:

1. **Schedule and policy.** An escalation policy: first the team's on-call schedule, after 15 minutes the second on call,
   after 30 the lead; repeat it twice.
2. **Service** with that policy and the integration _Events API V2_. Its integration key is the team's routing key:
   \`npm run config -- --stack $STACK -- set --secret pagerdutyKeyPayments\` (\`pagerdutyKeyPlatform\` is demanded; a team without one pages with it).
3. **Urgency**: dynamic, by severity. Events say \`critical\` for critical alerts and \`warning\` for everything else, so
   critical becomes high urgency.
4. **Grouping**: off. Alertmanager groups; its \`dedup_key\` holds an incident together.
5. **Acknowledgement timeout**: 30 minutes, so that an acknowledged page that nobody works on comes back.
   **Auto-resolution**: off; Alertmanager resolves what is over.

Alertmanager sends an unresolved critical alert again every hour: PagerDuty adds it to the open incident, or opens a new one
where somebody has resolved it by hand while it still fires. An alert that joins an open incident is shown in it and pages
nobody anew.
`;

export const TRYING = `## Trying it

    npm start -- --stack prod
    amtool config routes test --config.file=out/prod/alertmanager/alertmanager.yaml severity=critical team=payments

\`tests/routing/routes.txt\` is the table that amtool is held to: a row is labels and who is told. Hours, what hides what, and
messages are tried with the real Alertmanager against stubs (\`npm run test:tools -- tests/routing\`). A new team is an entry in
\`TEAMS\` (\`config/schema/services.ts\`), its channel in \`rules/routing/names.ts\`, and rows in the table.
`;
