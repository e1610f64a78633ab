using static Shipworthy.Extractors.Tests.Secrets.Searching;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class NamedSecretTests
{
    [Theory]
    [InlineData("src/a.ts", "const apiSecret = '{0}'")]
    [InlineData("src/a.ts", "const apiSecret: string = \"{0}\"")]
    [InlineData("src/a.ts", "  clientSecret:\n    '{0}',")]
    [InlineData("src/a.ts", "const s = process.env.VENDOR_SECRET || '{0}'")]
    [InlineData("src/a.ts", "const s = process.env['VENDOR_SECRET'] ?? '{0}'")]
    [InlineData("src/a.py", "VENDOR_TOKEN = os.getenv('VENDOR_TOKEN', '{0}')")]
    [InlineData("src/A.cs", "options.ClientSecret = \"{0}\";")]
    [InlineData("src/a.php", "define('VENDOR_SECRET', '{0}');")]
    [InlineData("src/a.php", "$vendorSecret = '{0}';")]
    [InlineData("src/a.go", "vendorToken := \"{0}\"")]
    [InlineData("src/a.rb", "vendor_token: '{0}'")]
    [InlineData("src/A.java", "String apiToken = \"{0}\";")]
    [InlineData("appsettings.json", "{ \"Vendor\": { \"ApiSecret\": \"{0}\" } }")]
    [InlineData("application.yml", "vendor:\n  secret: {0}\n")]
    [InlineData("application.properties", "vendor.api-secret={0}")]
    [InlineData(".env", "VENDOR_SECRET={0}")]
    [InlineData(".env", "export VENDOR_SECRET=\"{0}\"")]
    [InlineData("Dockerfile", "ENV VENDOR_SECRET {0}")]
    [InlineData("Dockerfile", "ARG VENDOR_SECRET={0}")]
    [InlineData("k8s/app.yaml", "env:\n  - name: VENDOR_SECRET\n    value: {0}\n")]
    [InlineData("task.json", "{\"name\": \"VENDOR_SECRET\", \"value\": \"{0}\"}")]
    [InlineData("config.xml", "<vendorSecret>{0}</vendorSecret>")]
    [InlineData("notebook.ipynb", "\"api_token = \\\"{0}\\\"\\n\"")]
    [InlineData("config.ini", "api_token = {0}")]
    [InlineData("src/a.ts", "fetch('https://api.kestrel.io/v1?api_token={0}&q=1')")]
    public void ARandomValueOfASensitiveNameIsFound(string path, string text)
    {
        for (var seed = 0; seed < 10; seed++)
            Only(path, text.Replace("{0}", Fresh("random-43", seed))).ShouldBe("Named Live");
    }

    [Theory]
    [InlineData("src/a.ts", "const tokenUrl = '{0}'")]
    [InlineData("src/a.ts", "const secretName = '{0}'")]
    [InlineData("src/a.ts", "const publicKey = '{0}'")]
    [InlineData("src/a.ts", "const csrfToken = '{0}'")]
    [InlineData("src/a.ts", "const commit = '{0}'")]
    [InlineData("src/a.ts", "if (token === '{0}') return")]
    [InlineData("package-lock.json", "\"token\": \"{0}\"")]
    public void AValueOfAnotherNameIsNone(string path, string text) =>
        Search(path, text.Replace("{0}", Fresh("random-43"))).ShouldBeEmpty();

    [Theory]
    [InlineData("API_SECRET=your-secret-key-goes-here-1234")]
    [InlineData("API_SECRET=changeme-in-production-please-1")]
    [InlineData("API_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("API_SECRET=${VENDOR_SECRET_FROM_VAULT}")]
    [InlineData("API_SECRET={{ vendor.secret.from.vault }}")]
    [InlineData("API_SECRET=<insert-your-vendor-secret>")]
    [InlineData("API_SECRET=%VENDOR_SECRET_FROM_VAULT%")]
    [InlineData("API_SECRET=process.env.VENDOR_SECRET_X")]
    [InlineData("API_SECRET=API_SECRET")]
    [InlineData("API_SECRET=abcdefghijklmnopqrstuvwxyz123456")]
    [InlineData("API_SECRET=/run/secrets/vendor_api_secret_1")]
    [InlineData("ACCESS_TOKEN_SECRET=refresh-token-cookie-name-v2")]
    [InlineData("API_SECRET=")]
    public void ATextThatStandsForAValueIsNone(string line) => Search(".env", line + "\n").ShouldBeEmpty();

    [Theory]
    [InlineData("src/labels.ts", "passwordLabel: 'Passwort1!', password: 'Enter your password', token: 'auth.token.missing'")]
    [InlineData("src/form.tsx", "<input type=\"password\" name=\"password\" placeholder=\"Secret123!\" />")]
    [InlineData("src/style.css", ".token { color: red } .password-field::after { content: 'a1b2c3d4e5f6a7b8' }")]
    public void InterfaceTextIsNone(string path, string text) => Search(path, text).ShouldBeEmpty();

    [Theory]
    [InlineData("tests/a.test.ts", "Named Fixture")]
    [InlineData(".env.example", "Named Example")]
    [InlineData("README.md", "Named Aimless")]
    [InlineData("src/a.ts", "Named Live")]
    public void TheRoleOfTheFileDecides(string path, string expected) =>
        Only(path, $"SESSION_SECRET = '{Fresh("random-43")}'").ShouldBe(expected);

    [Theory]
    [InlineData("SMTP_HOST=smtp.kestrel-mail.net\nSMTP_PASSWORD={0}", "Named Live")]
    [InlineData("DB_HOST=localhost\nDB_PASSWORD={0}", "Named Local")]
    [InlineData("DB_PASSWORD={0}", "Named Aimless")]
    public void AChosenPasswordIsWorthItsHost(string text, string expected) =>
        Only(".env", text.Replace("{0}", Fresh("chosen"))).ShouldBe(expected);

    [Fact]
    public void AServiceContainersPasswordEndsWithTheRun() =>
        Only(
                ".github/workflows/ci.yml",
                $"""
                jobs:
                  test:
                    services:
                      db:
                        image: postgres:16
                        env:
                          POSTGRES_PASSWORD: {Fresh("random-32")}
                    steps:
                      - run: npm test
                """
            )
            .ShouldBe("Named CiThrowaway");

    [Fact]
    public void ARemarkSilencesAValueThatIsSecretByNameOnly() =>
        Only("src/a.ts", $"const apiSecret = '{Fresh("random-43")}' // pragma: allowlist secret").ShouldBe("Named Suppressed");

    [Theory]
    [InlineData("const heroku = { HEROKU_API_KEY: '{0}' }", "uuid")]
    [InlineData("TWILIO_ACCOUNT_SID='AC1'; TWILIO_AUTH_TOKEN = '{0}'", "hex-32")]
    [InlineData("discordToken: '{0}'", "discord-bot")]
    public void AVendorsKeyWithoutPrefixIsKnownByItsName(string text, string kind) =>
        Only("src/a.ts", text.Replace("{0}", Fresh(kind))).ShouldBe("VendorKey Live");
}
