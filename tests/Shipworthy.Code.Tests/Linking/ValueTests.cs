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

    [Theory]
    [InlineData("""let it = "a"; it += "; b"; it += "; c" """, "a; b; c")]
    [InlineData("""let it; it = "a"; """, "a")]
    public void ATextThatIsPutTogetherInOneGoIsKnown(string code, string value) => Some.ValueOfIt(code).AsText.ShouldBe(value);

    [Theory]
    [InlineData("""let it = ""; for (const line of lines) it += line""")]
    [InlineData("""let it = "a"; if (more) { it += "b" }""")]
    [InlineData("""let it = "a"; function add() { it += "b" }""")]
    [InlineData("""let it = 0; it += 1""")]
    public void WhatIsPutTogetherElsewhereIsUnknown(string code) => Some.ValueOfIt(code).ShouldBeOfType<Value.Unknown>();

    [Fact]
    public void ADefaultThatIsAssignedIsADefault() =>
        Some.ValueOfIt("""let it = process.env.PORT; it ??= "3000" """)
            .ShouldBeOfType<Value.FromEnvironment>()
            .Default?.AsText.ShouldBe("3000");

    [Fact]
    public void WhatARequestGivesIsUnknown() =>
        Some.ValueOfIt("function f(req) { const it = req.query.q }").ShouldBeOfType<Value.Unknown>();

    [Theory]
    [InlineData(
        """import { z } from "zod"; const schema = z.object({ PORT: z.string().min(1).default("3000") }); const env = schema.parse(process.env); const it = env.PORT"""
    )]
    [InlineData(
        """import { z } from "zod"; const { data } = z.object({ PORT: z.string().default("3000") }).safeParse(process.env); const it = data.PORT"""
    )]
    [InlineData(
        """import { createEnv } from "@t3-oss/env-nextjs"; const env = createEnv({ server: { PORT: z.string().default("3000") }, runtimeEnv: process.env }); const it = env.PORT"""
    )]
    [InlineData(
        """import { cleanEnv, str } from "envalid"; const env = cleanEnv(process.env, { PORT: str({ default: "3000" }) }); const it = env.PORT"""
    )]
    [InlineData("""import env from "env-var"; const it = env.get("PORT").default("3000")""")]
    [InlineData("""import { env } from "process"; const it = env.PORT ?? "3000" """)]
    [InlineData("""const config = { port: process.env.PORT || "3000" }; const it = config.port""")]
    [InlineData("""class Config { port = process.env.PORT ?? "3000" } const it = new Config().port""")]
    public void AReadThroughConfigurationIsARead(string text)
    {
        var value = Some.ValueOfIt(text).ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default?.AsText).ShouldBe(("PORT", "3000"));
    }

    [Fact]
    public void AListFromAVariableIsThatVariable()
    {
        var value = Some.ValueOfIt("""const it = process.env.ORIGINS?.split(",").map(o => o.trim()) ?? ["https://example.com"]""")
            .ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default.ShouldBeOfType<Value.ListOf>().Items.Single().AsText).ShouldBe(("ORIGINS", "https://example.com"));
    }

    [Fact]
    public void ATemplateKeepsWhatIsKnownOfIt()
    {
        var parts = Some.ValueOfIt("""const host = "db"; const it = `postgres://${user}@${host}:5432`""")
            .ShouldBeOfType<Value.Joined>()
            .Parts;
        (parts[0].AsText, parts[2].AsText, parts.Length).ShouldBe(("postgres://", "@db:5432", 3));
    }

    [Fact]
    public void AnObjectKeepsWhatIsSpreadIntoIt()
    {
        var value = Some.ValueOfIt("""const base = { a: 1, b: true }; const it = { ...base, b: false, ...unknown() }""")
            .ShouldBeOfType<Value.ObjectOf>();
        (value["a"]?.AsNumber, value["b"]?.AsTruth, value.Open).ShouldBe((1, false, true));
    }

    [Fact]
    public void AChoiceIsOneOfItsBranches() =>
        Some.ValueOfIt("""const it = isProd() ? "a" : "b" """).Possible.Select(value => value.AsText).ShouldBe(["a", "b"]);

    [Fact]
    public void AValueThatRefersToItselfIsUnknown() =>
        Some.ValueOfIt("const a = b; const b = a; const it = a").ShouldBeOfType<Value.Unknown>();

    [Fact]
    public void AFunctionThatCallsItselfEnds() =>
        Some.ValueOfIt("function f(n) { return f(n - 1) + f(n - 2) } const it = f(9)").ShouldNotBeNull();

    [Fact]
    public void TheValueKnowsItsExpression() => Some.ValueOfIt("""const a = "x"; const it = a""").Origin.Text.ShouldBe("\"x\"");

    [Theory]
    [InlineData("a{0} = a{1} + a{1}")]
    [InlineData("a{0} = [...a{1}, ...a{1}]")]
    [InlineData("a{0} = c() ? a{1} : [a{1}]")]
    [InlineData("a{0} = `${a{1}}${b}${a{1}}`")]
    public void CodeThatDoublesItsWorkWithEveryLineEnds(string line)
    {
        var lines = Enumerable
            .Range(1, 60)
            .Select(i =>
                "const "
                + line.Replace("{0}", i.ToString(), StringComparison.Ordinal).Replace("{1}", (i - 1).ToString(), StringComparison.Ordinal)
            );
        Some.ValueOfIt(string.Join('\n', lines.Prepend("const a0 = 'x'").Append("const it = a60"))).ShouldNotBeNull();
    }
}
