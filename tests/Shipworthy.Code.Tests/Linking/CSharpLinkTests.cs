using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class CSharpLinkTests
{
    [Theory]
    [InlineData("""configuration["Jwt:Key"]""")]
    [InlineData("""builder.Configuration.GetSection("Jwt")["Key"]""")]
    [InlineData("""_configuration.GetValue<string>("Jwt:Key")""")]
    [InlineData("""config.GetSection("Jwt:Key").Value""")]
    public void AKeyOfTheConfigurationHasTheSettingsAsItsDefault(string expression)
    {
        var value = It(
                ("src/Api/appsettings.json", """{ "jwt": { "key": "written down" } }"""),
                ("src/Api/Program.cs", $"var it = {expression};")
            )
            .ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default?.AsText).ShouldBe(("Jwt:Key", "written down"));
    }

    [Fact]
    public void SettingsOfProductionComeFirst() =>
        It(
                ("src/Api/appsettings.json", """{ "Origins": ["http://localhost"] }"""),
                ("src/Api/appsettings.Production.json", """{ "Origins": ["https://a.example"] }"""),
                ("src/Api/Program.cs", """var it = builder.Configuration.GetSection("Origins").Get<string[]>();""")
            )
            .ShouldBeOfType<Value.FromEnvironment>()
            .Default.ShouldBeOfType<Value.ListOf>()
            .Items[0]
            .AsText.ShouldBe("https://a.example");

    [Fact]
    public void ADefaultAfterTwoQuestionMarksIsKept() =>
        It(("src/Api/Program.cs", """var it = Environment.GetEnvironmentVariable("KEY") ?? "dev";"""))
            .ShouldBeOfType<Value.FromEnvironment>()
            .Default!.AsText.ShouldBe("dev");

    [Fact]
    public void AConstantOfAnotherFileIsFollowed() =>
        It(
            ("src/Api/Keys.cs", """namespace Shop; public static class Keys { public const string Signing = "value"; }"""),
            ("src/Api/Program.cs", "using Shop;\nvar it = Keys.Signing;")
        )
            .AsText.ShouldBe("value");

    [Fact]
    public void AnExtensionMethodIsTheTargetOfItsCall()
    {
        var code = Some.Base(
            (
                "Extensions.cs",
                "static class Extensions { public static void AddWeb(this IServiceCollection services) { services.AddCors(); } }"
            ),
            ("Program.cs", "builder.Services.AddWeb();")
        );
        code.Target(code.Calls("AddWeb").Single()).Name.ShouldBe("AddWeb");
    }

    [Fact]
    public void AFieldOfTheClassIsSeenInItsMethods()
    {
        var code = Some.Base(("A.cs", """class A { readonly string key = "value"; string M() { return key; } }"""));
        code.ValueOf(code.All(CodeKind.Return).Single()[Part.Value]).AsText.ShouldBe("value");
    }

    static Value It(params (string Path, string Text)[] files)
    {
        var code = Some.Base(files);
        return code.ValueOf(code.Find("src/Api/Program.cs")!.Root.Descendants(CodeKind.Variable).Last(variable => variable.Name == "it"));
    }
}
