using System.Text.RegularExpressions;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <content>The words and marks by which sign-ins in prose are known.</content>
static partial class DocumentedLogins
{
    const string PasswordWords =
        "password|passwort|kennwort|contraseña|contrasena|clave|senha|mot de passe|parola|hasło|haslo|şifre|sifre|passphrase|pwd|密码|密碼|パスワード|пароль|비밀번호";

    static readonly NeedleIndex passwordWords = new([.. PasswordWords.Split('|'), " p:", " p=", "(p:", "/p:", "<td"]);

    [GeneratedRegex(
        @"(?:^|[\s*`(/,;-])p(?:w|ass)?\s{0,2}[:=]\s{0,2}[`""']?(?<v>[^\s`""'|,;)<>]{4,64})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Short();

    [GeneratedRegex(
        @"(?:^|[\s*`(-])u(?:ser)?\s{0,2}[:=]\s{0,2}[`""']?[\w.@+-]{2,60}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ShortUser();

    [GeneratedRegex(@"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{50,}|\$argon2id?\$v=", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hash();

    [GeneratedRegex(@"\s(?://|#|--|/\*)\s", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TrailingComment();

    [GeneratedRegex(
        @"grafana|rabbit ?mq|minio|pg ?admin|keycloak|jenkins|sonar|mongo|postgres|mysql|mariadb|redis|elastic|kibana|airflow|superset|metabase|wordpress|phpmyadmin|portainer|nexus|gitea|harbor|adminer|mail(?:hog|pit)|database|datenbank|base de datos|banco de dados",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherService();

    [GeneratedRegex("seed|demo|migration", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SeedPath();

    [GeneratedRegex(@"^\s*(?://|#|--|/?\*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(PasswordWords + "|^\\s*pass\\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PasswordWord();

    [GeneratedRegex(
        "(?:"
            + PasswordWords
            + @")\b?\**\s{0,3}(?:[:=：]|is\b|ist\b|es\b|est\b|è\b)\s{0,3}\**\s{0,2}(?<mark>[`""'“]?)(?<v>[^\s`""'“”|,;)<>]{4,64})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Labelled();

    [GeneratedRegex(
        @"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,10}`?\**\s{0,2}(?:/|:|\|)\s{0,2}\**(?<mark>`?)(?<v>[^\s`|,;)<>""']{4,64})",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Paired();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,4}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(
        @"^(?:test|foo|bar|john|jane|alice|bob)@(?:gmail|yahoo|hotmail|outlook|mail)\.com|^(?:your|you|user|name|someone|noreply|no-reply|support|info|contact|git)@|@(?:[0-9x]+x|latest|types|next)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoAccount();

    [GeneratedRegex(
        @"(?:\buser ?name|\buser|\bu|login|benutzer(?:name)?|usuario|usuário|utilisateur|utente|użytkownik|kullanıcı(?: adı)?|用户名|ユーザー名)\**\s{0,3}[:=：]\s{0,3}\**\s{0,2}[`""']?(?<v>[A-Za-z0-9._-]{3,40})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex UserName();

    [GeneratedRegex(
        @"admin|root|superuser|super user|owner|administrador|administrateur|amministratore|yönetici|管理员|管理者",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Administrator();

    [GeneratedRegex(
        @"^(?:string|text|varchar.*|required|optional|hashed|encrypted|bcrypt|argon2|true|false|null|none|field|input|your.*|my.*|<.*|\[.*|\*+|\.+|x+|_+|-+|min.*|max.*|must.*|reset.*|minimum.*|at|the|same|new|old|current|change.*|secret|env.*|process.*|req.*|body.*|data.*|form.*|user.*|this.*|\(.*|\{.*|\$.*|z\..*|e\.g.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoPassword();

    [GeneratedRegex(
        @"\bcurl\b|\bPOST\b|\bPUT\b|-d '|""password""\s*:|password:\s*['""]|\w\(|=>|\bfetch\b|VALUES\s*\(|://[^\s]+:[^\s]+@|^\s*[A-Z_]{3,}=",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Request();

    [GeneratedRegex(
        @"\b(?:create|add|register|sign up|signup|make|choose|pick|replace|set up) (?:a|an|your|the|new|with)\b|\b(?:e\.g\.|for example|zum beispiel|por ejemplo|par exemple)|example:|sample request|strong password|weak password",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForTheReader();

    [GeneratedRegex(
        @"\b(?:go to|visit|open|navigate to|browse to|click|fill(?: in| out)?)\b[^\n]{0,80}(?:/register|/sign-?up|\bregist(?:er|ration)\b|\bsign[- ]?up\b|\bcreate account\b)|\b(?:register|sign up) (?:a|an|as|with|using)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignUp();

    [GeneratedRegex(
        @"\b(?:enter|type|fill|test case|expected|should|verify|invalid|wrong|incorrect|failed)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex TestRun();

    [GeneratedRegex(
        @"credentials|default (?:admin|login|user|account|password)|log ?in (?:with|as|using)|sign ?in (?:with|as|using)|zugangsdaten|credenciales|credenciais|identifiants|credenziali|dane logowania|test (?:accounts?|users?)|demo (?:accounts?|users?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ExistingLogin();
}
