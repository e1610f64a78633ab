using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class ValueTests
{
    [Fact]
    public void ConstantsAreFollowedAcrossFiles() =>
        Some.ValueOfIt(
                ("app.ts", """import { origin } from "./config"; const it = origin"""),
                ("config.ts", """export const origin = "https://" + "example.com";""")
            )
            .AsText.ShouldBe("https://example.com");

    [Theory]
    [InlineData("""process.env.PORT || "3000" """)]
    [InlineData("""process.env["PORT"] ?? "3000" """)]
    [InlineData("""(process.env.PORT as string) ?? "3000" """)]
    [InlineData("""Deno.env.get("PORT") ?? "3000" """)]
    [InlineData("""import.meta.env.PORT || "3000" """)]
    [InlineData("""Bun.env.PORT || "3000" """)]
    [InlineData("""getEnv("PORT", "3000"); function getEnv(name: string, fallback: string) { return process.env[name] ?? fallback }""")]
    [InlineData(
        """getEnv("PORT"); function getEnv(name: string, fallback = "3000") { const value = process.env[name]; if (value) return value; return fallback }"""
    )]
    public void AReadOfTheEnvironmentKeepsItsDefault(string expression)
    {
        var value = Some.ValueOfIt($"const it = {expression}").ShouldBeOfType<Value.FromEnvironment>();
        value.Variable.ShouldBe("PORT");
        value.Default?.AsText.ShouldBe("3000");
    }

    [Fact]
    public void ADestructuredVariableOfTheEnvironmentHasItsDefault()
    {
        var code = Some.Base(("app.ts", """const { PORT: port = "3000" } = process.env; const it = port"""));
        var value = code.ValueOf(code.Files[0].Root.Children.Last()).ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default?.AsText).ShouldBe(("PORT", "3000"));
    }

    [Fact]
    public void ArithmeticOfConstantsIsDone() =>
        Some.ValueOfIt("const MINUTE = 60 * 1_000; const it = 15 * MINUTE").AsNumber.ShouldBe(900_000);

    [Fact]
    public void AVariableThatIsSetAgainMayBeEither() =>
        Some.ValueOfIt("""let it = "a"; it = "b" """).Possible.Select(value => value.AsText).ShouldBe(["a", "b"]);

    [Fact]
    public void WhatARequestGivesIsUnknown() =>
        Some.ValueOfIt("function f(req) { const it = req.query.q }").ShouldBeOfType<Value.Unknown>();
}
