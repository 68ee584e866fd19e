/**
 * Kinds of receivers that Alertmanager has and the operator passes on: which settings each takes, and which of them name a
 * file with a secret. https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings
 *
 * Not among them is discord: the operator knows its URL, which is a secret, in plain text alone.
 */

/** What a setting is. */
export type SettingShape = "text" | "url" | "time" | "number" | "count" | "truth" | "map" | "list";

export interface ReceiverKind {
    /** Settings that hold no secret: names with blanks between them, by what they are. */
    readonly settings: { readonly [shape in SettingShape]?: string };
    /** Settings whose value is a file with a secret, beside those of HTTP. */
    readonly files: readonly string[];
    /** Of each of these, one setting must be there, and no two. */
    readonly needs: readonly (readonly string[])[];
    /** Settings that hold the message, with the template of each; where there are none, Alertmanager's own JSON is sent. */
    readonly says: { readonly [setting: string]: string };
    /** False where it isn't told by HTTP. */
    readonly http?: false;
}

const TOKEN = "http_config.authorization.credentials_file";
/** Settings of HTTP that name a file with a secret. */
export const HTTP_FILES = [
    TOKEN,
    "http_config.basic_auth.password_file",
    "http_config.oauth2.client_secret_file",
] as const;

const MARKDOWN = { title: "markdown.title", text: "markdown.text" } as const;

export const RECEIVER_KINDS = {
    email: {
        settings: {
            text: "to from hello smarthost auth_username auth_identity html text",
            truth: "require_tls force_implicit_tls",
            map: "headers tls_config threading",
        },
        files: ["auth_password_file"],
        needs: [["to"]],
        says: { html: "html", text: "text" },
        http: false,
    },
    incidentio: {
        settings: { url: "url", time: "timeout", count: "max_alerts" },
        files: ["alert_source_token_file", "url_file"],
        needs: [
            ["url", "url_file"],
            ["alert_source_token_file", TOKEN],
        ],
        says: {},
    },
    jira: {
        settings: {
            text: "api_type project summary description priority issue_type reopen_transition resolve_transition wont_fix_resolution",
            url: "api_url",
            time: "reopen_duration",
            list: "labels",
            map: "fields",
        },
        files: [],
        needs: [["api_url"], ["project"], ["issue_type"]],
        says: { summary: "title", description: "text" },
    },
    mattermost: {
        settings: {
            text: "channel username color title title_link text thumb_url image_url icon_url icon_emoji fallback pretext author_name author_link author_icon footer footer_icon",
            list: "fields attachments",
            map: "props priority",
        },
        files: ["webhook_url_file"],
        needs: [["webhook_url_file"]],
        says: { text: "markdown.text" },
    },
    msteamsv2: {
        settings: { text: "title text" },
        files: ["webhook_url_file"],
        needs: [["webhook_url_file"]],
        says: MARKDOWN,
    },
    opsgenie: {
        settings: {
            text: "message description source tags note priority entity actions",
            url: "api_url",
            truth: "update_alerts",
            list: "responders",
            map: "details",
        },
        files: ["api_key_file"],
        needs: [["api_key_file"]],
        says: { message: "title", description: "text" },
    },
    pagerduty: {
        settings: {
            text: "client client_url description severity class component group source",
            url: "url",
            time: "timeout",
            list: "images links",
            map: "details",
        },
        files: ["routing_key_file", "service_key_file"],
        needs: [["routing_key_file", "service_key_file"]],
        says: { description: "pagerduty.description" },
    },
    pushover: {
        settings: {
            text: "title message url url_title device sound priority",
            time: "ttl retry expire",
            truth: "monospace",
        },
        files: ["user_key_file", "token_file"],
        needs: [["user_key_file"], ["token_file"]],
        says: { title: "title", message: "text" },
    },
    rocketchat: {
        settings: {
            text: "channel color title title_link text emoji icon_url image_url thumb_url",
            url: "api_url",
            truth: "short_fields link_names",
            list: "fields actions",
        },
        files: ["token_id_file", "token_file"],
        needs: [["channel"], ["token_id_file"], ["token_file"]],
        says: MARKDOWN,
    },
    slack: {
        settings: {
            text: "channel username color title title_link pretext text message_text footer fallback callback_id icon_emoji icon_url image_url thumb_url",
            time: "timeout",
            truth: "short_fields link_names",
            list: "fields mrkdwn_in actions",
        },
        files: ["app_token_file", "api_url_file"],
        needs: [["channel"], ["app_token_file", "api_url_file"]],
        says: { title: "slack.title", text: "slack.text" },
    },
    sns: {
        settings: { text: "api_url topic_arn phone_number target_arn subject message", map: "sigv4 attributes" },
        files: [],
        needs: [["topic_arn", "phone_number", "target_arn"]],
        says: { subject: "title", message: "text" },
    },
    telegram: {
        settings: {
            text: "message parse_mode",
            url: "api_url",
            number: "chat_id",
            count: "message_thread_id",
            truth: "disable_notifications",
        },
        files: ["bot_token_file"],
        needs: [["chat_id"], ["bot_token_file"]],
        says: { message: "text" },
    },
    victorops: {
        settings: {
            text: "routing_key message_type state_message entity_display_name monitoring_tool",
            url: "api_url",
            map: "custom_fields",
        },
        files: ["api_key_file"],
        needs: [["routing_key"], ["api_key_file"]],
        says: { entity_display_name: "title", state_message: "text" },
    },
    webex: {
        settings: { text: "message room_id", url: "api_url" },
        files: [],
        needs: [["room_id"], [TOKEN]],
        says: { message: "markdown.text" },
    },
    webhook: {
        settings: { url: "url", time: "timeout", count: "max_alerts" },
        files: ["url_file"],
        needs: [["url", "url_file"]],
        says: {},
    },
    wechat: {
        settings: { text: "corp_id agent_id to_user to_party to_tag message message_type", url: "api_url" },
        files: ["api_secret_file"],
        needs: [["corp_id"], ["api_secret_file"]],
        says: { message: "title" },
    },
} as const satisfies Readonly<Record<string, ReceiverKind>>;

export type ReceiverType = keyof typeof RECEIVER_KINDS;
export const RECEIVER_TYPES = Object.keys(RECEIVER_KINDS) as readonly ReceiverType[];
export const kindOf = (type: ReceiverType): ReceiverKind => RECEIVER_KINDS[type];

/** Settings whose value is a file with a secret. */
export const secretFilesOf = (type: ReceiverType): readonly string[] => {
    const { files, http } = kindOf(type);
    return [...files, ...(http === false ? [] : HTTP_FILES)];
};
