/**
 * What counts as personal or secret by the name of its field, whatever it holds; the collector and Prometheus' scrapes
 * read the same lists. A name is written in snake_case and stands for all its spellings, and for longer names that end
 * with it: `first_name` is also `firstName`, `FIRST-NAME` and `customer.FirstName`.
 */
export interface FieldNames {
    readonly names: readonly string[];
    /** Short words that would also end other ones: they count as whole words alone (`dob`, not `job`). */
    readonly words?: readonly string[];
    /** The same in other languages, in their own letters too: whole words as well. */
    readonly elsewhere?: readonly string[];
}

const each = (starts: string, ends: string): readonly string[] =>
    starts.split(" ").flatMap((start) => ends.split(" ").map((end) => `${start}_${end}`));
const NUMBER = ["number", "num", "no", "nr"];
const numbered = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => [name, ...NUMBER.map((number) => `${name}_${number}`)]);

export const PERSONAL_FIELDS = {
    name: {
        names: [
            ...each("first last full given family middle maiden birth legal real nick sur fore", "name names"),
            ...each("customer buyer payer payee recipient receiver beneficiary contact patient employee guest", "name"),
            ...each("passenger member subscriber shipping billing delivery invoice person applicant", "name"),
            ...each("card account", "holder holder_name"),
            "holder_name",
            "name_on_card",
        ],
        words: ["fname", "lname"],
        elsewhere: [
            ...[
                "vorname",
                "nachname",
                "familienname",
                "voornaam",
                "achternaam",
                "nombre_completo",
                "apellido",
                "apellidos",
            ],
            ...[
                "prenom",
                "prénom",
                "nom_de_famille",
                "cognome",
                "sobrenome",
                "imie_i_nazwisko",
                "имя",
                "фамилия",
                "姓名",
            ],
        ],
    },
    address: {
        names: [
            ...each("billing shipping delivery home street postal mailing residential", "address addr"),
            ...each("customer user invoice work", "address addr"),
            ...each("billing shipping delivery invoice", "city street zip state country region"),
            ...["address_line", "address_line_1", "address_line_2", "address_line_3", "address_1", "address_2"],
            ...["street_name", "street_number", "street_line", "street_1", "street_2"],
        ],
        words: ["street"],
        elsewhere: [
            ...[
                "strasse",
                "straße",
                "hausnummer",
                "anschrift",
                "direccion",
                "dirección",
                "indirizzo",
                "endereco",
                "endereço",
            ],
            ...["lieferadresse", "rechnungsadresse", "adresse_postale", "адрес"],
        ],
    },
    postcode: {
        names: ["postal_code", "post_code"],
        words: ["zip_code"],
        elsewhere: ["plz", "postleitzahl", "code_postal", "codigo_postal", "código_postal"],
    },
    birth: {
        names: ["date_of_birth", "birth_date", "birth_day", "born_on"],
        words: ["dob"],
        elsewhere: [
            "geburtsdatum",
            "geburtstag",
            "fecha_de_nacimiento",
            "date_de_naissance",
            "data_di_nascita",
            "data_de_nascimento",
        ],
    },
    identity: {
        names: [
            ...numbered("social_security", "national_id", "citizen_id", "identity_card", "passport", "passport_id"),
            ...["driver_license", "drivers_license", "driving_license", "driver_licence", "driving_licence"],
            ...["taxpayer_id", "taxpayer_number"],
        ],
        words: ["ssn", "tax_id", "tax_number"],
        elsewhere: [
            ...[
                "steuer_id",
                "steuernummer",
                "ausweisnummer",
                "reisepass",
                "codice_fiscale",
                "personnummer",
                "numero_de_securite_sociale",
            ],
            ...["cpf", "pesel", "dni", "паспорт"],
        ],
    },
    phone: {
        names: numbered("phone", "mobile", "telephone", "msisdn", "whats_app"),
        words: numbered("cell", "tel", "fax"),
        elsewhere: [
            "telefon",
            "telefonnummer",
            "handynummer",
            "rufnummer",
            "telefono",
            "teléfono",
            "téléphone",
            "celular",
            "телефон",
            "电话",
        ],
    },
    card: {
        names: [
            ...each("card credit_card debit_card payment_card", "number num no nr pan"),
            ...["credit_card", "debit_card", "primary_account_number"],
        ],
        words: ["pan", "cc_number", "cc_num", "cc_no"],
        elsewhere: ["kartennummer", "kreditkarte", "numero_de_carte", "numero_de_tarjeta"],
    },
    account: {
        names: [
            ...numbered("bank_account"),
            "account_number",
            "account_no",
            "account_nr",
            "sort_code",
            "routing_number",
        ],
        words: ["iban"],
        elsewhere: ["kontonummer", "numero_de_cuenta"],
    },
} as const satisfies Readonly<Record<string, FieldNames>>;

/** Fields whose values open doors. */
export const SECRET_FIELDS = {
    names: [
        ...["pass_word", "pass_words", "pass_wd", "pass_phrase", "pass_code"],
        ...["pass_word_hash", "pass_word_digest", "pass_word_confirm", "pass_word_confirmation"],
        ...["pass_word_1", "pass_word_2", "pass_word_old", "pass_word_new"],
        ...each("db smtp user admin redis mysql ftp proxy root ldap login", "pass"),
        ...["secret", "secret_key", "secret_access_key"],
        ...each("api access private priv auth encryption encrypt signing sign master shared account", "key"),
        ...each("consumer session subscription license ssh rsa hmac aes webhook wallet app", "key"),
        ...["access_key_id", "credentials"],
        ...each("mfa verification security", "code"),
        ...[
            "sessid",
            "connect_sid",
            "session_cookie",
            ...each("gitlab laravel rack php asp auth flask django", "session"),
        ],
        ...each("amz goog", "signature credential security_token"),
    ],
    elsewhere: [
        ...[
            "passwort",
            "kennwort",
            "geheimnis",
            "contrasena",
            "contraseña",
            "mot_de_passe",
            "motdepasse",
            "senha",
            "parola",
        ],
        ...["haslo", "hasło", "wachtwoord", "lösenord", "пароль", "密码", "パスワード", "비밀번호"],
    ],
    words: ["2fa_code", "pwd", "psw", "jwt", "bearer", "otp", "totp", "cvv", "cvv2", "cvc", "cvc2", "csc"],
} as const satisfies FieldNames;

/** Digits that open a card or a telephone. */
export const PIN_FIELDS = { names: [], words: ["pin", "pin_code", "pin_number"] } as const satisfies FieldNames;
/** Fields of headers that have a form of their own. */
export const AUTHORIZATION_FIELDS = { names: ["authorization"] } as const satisfies FieldNames;
export const COOKIE_FIELDS = { names: ["cookie", "cookies"] } as const satisfies FieldNames;

/** Fields with the words that a wallet is restored from. */
export const PHRASE_FIELDS = {
    names: [...each("mnemonic seed recovery backup", "phrase words word"), "mnemonic"],
} as const satisfies FieldNames;

/** Secrets too, unless what they hold is a short number: tokens are also counted. */
export const TOKEN_FIELDS = { names: ["token"] } as const satisfies FieldNames;

/** Secrets, unless what they hold is a short number: tests pass, too. */
export const PASS_FIELDS = { names: [], words: ["pass"] } as const satisfies FieldNames;

/** Fields that say who: their values become keyed hashes. */
export const IDENTIFIER_FIELDS = {
    names: [
        ...each("user customer cust account acct member end_user subscriber employee buyer payer guest visitor", "id"),
        ...each("user customer account member", "uuid guid identifier"),
        ...each("card_holder session", "id"),
        ...each("user login preferred_user", "name"),
    ],
    words: ["login"],
    elsewhere: [
        "kunden_id",
        "kundennummer",
        "benutzer_id",
        "benutzername",
        "id_cliente",
        "cliente_id",
        "usuario_id",
        "id_utilisateur",
    ],
} as const satisfies FieldNames;

export const ALL_FIELDS: readonly FieldNames[] = [
    ...Object.values(PERSONAL_FIELDS),
    ...[SECRET_FIELDS, PHRASE_FIELDS, TOKEN_FIELDS, PASS_FIELDS, PIN_FIELDS, AUTHORIZATION_FIELDS, COOKIE_FIELDS],
    IDENTIFIER_FIELDS,
];
const firstWord = (name: string): string => name.split("_")[0] ?? name;

/** Pieces of all names above: a name without any of them is none of theirs. */
export const NAME_PIECES: readonly string[] = [
    ...new Set(
        ALL_FIELDS.flatMap(({ names, words = [], elsewhere = [] }) => [...names, ...words, ...elsewhere]).map(
            firstWord,
        ),
    ),
].filter((piece, _, pieces) => !pieces.some((other) => other !== piece && piece.includes(other)));
