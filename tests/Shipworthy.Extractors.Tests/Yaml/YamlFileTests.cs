using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Tests.Yaml;

public sealed class YamlFileTests
{
    [Fact]
    public void NodesKnowTheirPlaces()
    {
        var root = Read("on:\n  push:\n    branches: [main]\n").Root;
        root.Under("on", "push", "branches").Texts.ShouldBe(["main"]);
        root.Under("on", "push", "branches").Items[0].At.ShouldBe(Location.At("a.yml", 3, 16));
        root["on"].Entries[0].At.Line.ShouldBe(2);
    }

    [Fact]
    public void WhatIsMissingIsAbsentAndNeverAnError()
    {
        var root = Read("a: 1").Root;
        root.Under("b", "c", "d").Exists.ShouldBeFalse();
        root["a"]["b"].Text.ShouldBe("");
        root["a"].Items.ShouldBeEmpty();
        Read("").Root.Exists.ShouldBeFalse();
    }

    [Fact]
    public void MergeKeysGiveWhatTheMapDoesNotSay()
    {
        var root = Read("base: &base {image: node, retry: 2}\njob:\n  <<: *base\n  retry: 0\n").Root;
        root.Under("job", "image").Text.ShouldBe("node");
        root.Under("job", "retry").Text.ShouldBe("0");
    }

    [Fact]
    public void OfSeveralMergedMapsTheFirstWins() =>
        Read("a: &a {x: 1}\nb: &b {x: 2, y: 3}\njob:\n  <<: [*a, *b]\n")
            .Root["job"]
            .Entries.Select(entry => entry.Value.Text)
            .ShouldBe(["1", "3"]);

    [Fact]
    public void OnIsAKeyAndNoTruth() => Read("on: push").Root["on"].Text.ShouldBe("push");

    [Theory]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("'true'", null)]
    [InlineData("perhaps", null)]
    public void OnlyPlainWordsAreTruths(string text, bool? expected) => Read($"a: {text}").Root["a"].Truth.ShouldBe(expected);

    [Fact]
    public void LinesOfALiteralBlockCanBeFound()
    {
        var run = Read("run: |\n  one\n  two\n").Root["run"];
        run.KeepsLines.ShouldBeTrue();
        run.Text.ShouldBe("one\ntwo\n");
        (run.At.Line + 2).ShouldBe(3);
        Read("run: >\n  one\n  two\n").Root["run"].KeepsLines.ShouldBeFalse();
    }

    [Fact]
    public void NestedListsAreFlattenedAsRunnersDo() =>
        Read("script: [a, [b, [c]], d]").Root["script"].Texts.ShouldBe(["a", "b", "c", "d"]);

    [Theory]
    [InlineData("jobs:\n  test: [\n", "is not valid YAML in line 3")]
    [InlineData("a: *nowhere\n", "names an anchor in line 1 that is not defined before")]
    [InlineData("image: {{ .Values.image }}\n", "is a template")]
    [InlineData("{{- if .Values.on }}\na: 1\n{{- end }}\n", "is a template")]
    public void WhatCannotBeReadSaysWhy(string text, string because) => Read(text).Unreadable.ShouldBe(because);

    [Fact]
    public void ExpressionsOfWorkflowsAreNoTemplate()
    {
        var file = Read("name: ${{ github.ref }}\nrun: echo ${{ secrets.KEY }}\n");
        file.Unreadable.ShouldBeNull();
        file.Root["name"].Text.ShouldBe("${{ github.ref }}");
    }

    [Fact]
    public void AnAliasBombIsRefusedAtOnce()
    {
        var text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 'b'; level <= 'k'; level++)
            text.Append(
                $"{level}: &{level} [*{(char)(level - 1)}, *{(char)(level - 1)}, *{(char)(level - 1)}, *{(char)(level - 1)}, *{(char)(level - 1)}, *{(char)(level - 1)}]\n"
            );
        Read(text.ToString()).Unreadable!.ShouldStartWith("expands to more than");
    }

    [Fact]
    public void DeepNestingIsRefused() => Read(new string('[', 100_000)).Unreadable.ShouldBe("is nested deeper than 200 levels");

    [Fact]
    public void AHugeFileIsRefusedUnread() => Read(new string('a', 2_000_001)).Unreadable.ShouldBe("is too large to be read as YAML");

    [Fact]
    public void AnAnchorInsideItselfIsRefused() => Read("a: &a [*a]").Unreadable!.ShouldStartWith("names an anchor");

    [Fact]
    public void EveryDocumentIsRead() => Read("a: 1\n---\nb: 2\n").Documents.Length.ShouldBe(2);

    static YamlFile Read(string text) => YamlFile.Read(new SourceFile("a.yml", FileRole.Ci, Encoding.UTF8.GetBytes(text)));
}
