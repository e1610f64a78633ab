using System.Text;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Specs;
using static Shipworthy.Extractors.Tests.Secrets.Searching;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class TokenTests
{
    /// <summary>Kinds that are random by themselves and become secrets only by a name, a neighbour or a claim.</summary>
    static readonly string[] NeedContext =
    [
        "random-32",
        "random-43",
        "hex-32",
        "hex-64",
        "uuid",
        "chosen",
        "team-token",
        "aws-secret",
        "google-api",
        "django",
        "machine",
    ];

    public static TheoryData<string> VendorKinds =>
        [.. SecretShapes.PatternKinds.Except(NeedContext), "github-pat", "npm", "nuget", "grafana"];

    [Theory]
    [MemberData(nameof(VendorKinds))]
    public void AVendorsTokenIsFoundWherever(string kind)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var token = Fresh(kind, seed);
            foreach (
                var text in new[] { $"const x = \"{token}\";", token, $"x: {token}\n", $"a\\n{token}\\n", $"https://a.io/?k={token}&b=1" }
            )
                Search("src/app.ts", text)
                    .ShouldContain(
                        one => token.Contains(one.Value) && one.Kind == SecretKind.VendorKey,
                        $"{kind} in {text.Replace(token, "…")}"
                    );
        }
    }

    [Theory]
    [MemberData(nameof(VendorKinds))]
    public void OneCharacterMoreIsAnotherThing(string kind)
    {
        if (
            kind
            is "openai"
                or "openai-old"
                or "slack-bot"
                or "slack-app"
                or "vault"
                or "fly"
                or "terraform"
                or "gitlab"
                or "paddle"
                or "stripe-live"
                or "stripe-restricted"
                or "stripe-test"
                or "stripe-publishable"
                or "mailchimp"
                or "telegram"
        )
            return;
        var token = Fresh(kind);
        Search("src/app.ts", $"\"{new string('z', 2)}{token}\"").ShouldNotContain(one => one.Value == token);
    }

    [Fact]
    public void ATokenOfGitHubProvesItselfByItsChecksum()
    {
        Search("a.md", Fresh("github-pat")).ShouldHaveSingleItem().Proof.ShouldBe(OfflineProof.Checksum);
        Search("a.ts", $"const githubToken = '{Fresh("github-miscounted")}'").ShouldBeEmpty();
    }

    [Fact]
    public void AnAwsKeyIsItsSecretBesideItsId()
    {
        var (id, secret) = (Fresh("aws-id"), Fresh("aws-secret"));
        var found = Search("src/s3.ts", $"accessKeyId: '{id}',\nsecretAccessKey: '{secret}'").ShouldHaveSingleItem();
        (found.Value, found.Kind, found.Proof).ShouldBe((secret, SecretKind.VendorKey, OfflineProof.Claims));
        Search("src/s3.ts", $"accessKeyId: '{id}'").ShouldHaveSingleItem().Kind.ShouldBe(SecretKind.Named);
        Search("README.md", $"{Fresh("aws-example-id")} {secret}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jwt-anon", SecretClass.Public)]
    [InlineData("jwt-service-role", SecretClass.Live)]
    [InlineData("jwt-demo", SecretClass.Local)]
    public void ASupabaseTokenIsWorthWhatItsClaimsSay(string kind, SecretClass expected) =>
        Search("src/client.ts", $"const supabaseKey = '{Fresh(kind)}'").ShouldHaveSingleItem().Class.ShouldBe(expected);

    [Fact]
    public void ATruncatedTokenIsNone() =>
        Search("README.md", $"Authorization: Bearer {Fresh("jwt-service-role")[..60]}...").ShouldBeEmpty();

    [Theory]
    [InlineData("const firebaseConfig = { apiKey: '{0}', authDomain: 'a.firebaseapp.com' }", SecretClass.Public)]
    [InlineData("const url = 'https://generativelanguage.googleapis.com?key={0}'", SecretClass.Live)]
    [InlineData("GEMINI_API_KEY={0}", SecretClass.Live)]
    public void AGoogleKeyIsWorthWhatItIsUsedFor(string text, SecretClass expected) =>
        Search("src/a.ts", text.Replace("{0}", Fresh("google-api"))).ShouldHaveSingleItem().Class.ShouldBe(expected);

    [Theory]
    [InlineData("pem", SecretClass.Live)]
    [InlineData("pem-escaped", SecretClass.Live)]
    [InlineData("pem-base64", SecretClass.Live)]
    public void APrivateKeyIsParsed(string kind, SecretClass expected)
    {
        var found = Search("src/key.ts", $"export const key = `{Fresh(kind)}`;").ShouldHaveSingleItem();
        (found.Kind, found.Class, found.Proof).ShouldBe((SecretKind.Container, expected, OfflineProof.Parsed));
    }

    [Theory]
    [InlineData("pem-certificate")]
    [InlineData("pem-encrypted")]
    public void ACertificateAndAnEncryptedKeyAreNone(string kind) => Search("src/key.ts", Fresh(kind)).ShouldBeEmpty();

    [Fact]
    public void AnErrorMessageAboutAPrivateKeyIsNone() =>
        Search("src/key.ts", "throw new Error('must start with -----BEGIN PRIVATE KEY----- and end with -----END PRIVATE KEY-----')")
            .ShouldBeEmpty();

    [Theory]
    [InlineData("postgres://app:{0}@db.abcdefgh.eu-central-1.rds.amazonaws.com:5432/app", "VendorKey Live")]
    [InlineData("postgres://app:{0}@localhost:5432/app", "VendorKey Local")]
    [InlineData("redis://default:{0}@redis:6379", "VendorKey Local")]
    [InlineData("https://deploy:{0}@registry.kestrel-shop.net/v2", "Named Live")]
    [InlineData("postgres://app:{0}@db.example.com/app", "0 sightings: ")]
    public void APasswordInAnAddressIsWorthItsHost(string address, string expected) =>
        Only("src/db.ts", $"connect('{address.Replace("{0}", Fresh("chosen"))}')").ShouldBe(expected);

    [Theory]
    [InlineData("postgres://user:password@db.kestrel-shop.net/app")]
    [InlineData("postgres://${USER}:${PASSWORD}@db.kestrel-shop.net/app")]
    [InlineData("postgresql://postgres:[YOUR-PASSWORD]@db.abc.supabase.co:5432/postgres")]
    [InlineData("mongodb+srv://<user>:<password>@cluster0.abc.mongodb.net")]
    public void APlaceholderInAnAddressIsNone(string address) => Search("src/db.ts", $"connect('{address}')").ShouldBeEmpty();

    [Fact]
    public void Utf16IsSearchedLikeAnyText()
    {
        var token = Fresh("github-pat");
        Search("notes.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"key {token}")])
            .ShouldHaveSingleItem()
            .Value.ShouldBe(token);
    }

    [Fact]
    public void WhatSomebodyTypedInAVendorsShapeIsNone() =>
        Search(
                "src/a.ts",
                "'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx' 'sk_live_your_secret_key_goes_here1' 'AKIAXXXXXXXXXXXXXXXX' 'SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'"
            )
            .ShouldBeEmpty();

    [Fact]
    public void ARemarkSilencesNoVendorsKey() =>
        Search("src/a.ts", $"const a = '{Fresh("stripe-live")}' // gitleaks:allow").ShouldHaveSingleItem().Class.ShouldBe(SecretClass.Live);
}
