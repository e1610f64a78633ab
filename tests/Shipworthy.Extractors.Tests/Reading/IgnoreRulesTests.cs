using CsCheck;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Reading;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("*.log", "a/b.log", true)]
    [InlineData("/a.log", "b/a.log", false)]
    [InlineData("build/", "build", false)]
    [InlineData("build/", "build/", true)]
    [InlineData("build/", "x/build/", true)]
    [InlineData("a/b", "x/a/b", false)]
    [InlineData("**/a", "x/y/a", true)]
    [InlineData("**/a", "a", true)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**", "a/x/y", true)]
    [InlineData("a/*", "a/x/y", true)]
    [InlineData("*.[oa]", "x.o", true)]
    [InlineData("*.[!oa]", "x.o", false)]
    [InlineData("[[:digit:]]*", "7up", true)]
    [InlineData("[]-a]", "]", true)]
    [InlineData("\\#a", "#a", true)]
    [InlineData("\\!a", "!a", true)]
    [InlineData("#a", "#a", false)]
    [InlineData("a\\ ", "a ", true)]
    [InlineData("a ", "a", true)]
    [InlineData("a\\", "a\\", false)]
    [InlineData("*.log\n!keep.log", "keep.log", false)]
    [InlineData("d/\n!d/keep", "d/keep", true)]
    [InlineData("?", "é", false)]
    [InlineData("a?c", "a/c", false)]
    public void PatternsMeanWhatGitSays(string patterns, string path, bool ignored)
    {
        using var folder = new Scratch().Write(".gitignore", patterns);
        new IgnoreRules(folder.Path, exclude: null, ignoreCase: false).Ignores(path.TrimEnd('/'), path.EndsWith('/')).ShouldBe(ignored);
    }

    [Fact]
    public void HostilePatternTakesNoTime()
    {
        var glob = Glob.Parse(
            System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a*", 5000)) + "b"),
            crossesSlash: true,
            ignoreCase: false
        );
        glob.Matches(System.Text.Encoding.ASCII.GetBytes(new string('a', 5000))).ShouldBeFalse();
    }

    static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    static readonly Gen<string> Word = OneOf("a", "b", "ab", "B", "é", "a.b", "-a", "]", "x!");

    static readonly Gen<string> PatternPiece = OneOf(
        "a",
        "b",
        "B",
        "*",
        "**",
        "?",
        "/",
        "/**/",
        "[ab]",
        "[!a]",
        "[a-",
        "\\",
        "\\*",
        ".",
        "é",
        "**/",
        "/*",
        " ",
        "\\ ",
        "[[:alpha:]]",
        "[^b]",
        "[]a]",
        "-",
        "#",
        "!",
        "[\\]]",
        "[a-b-]",
        "\t"
    );

    static readonly Gen<string> Line = Gen.Select(OneOf("", "!", "/", "#", "\\!"), PatternPiece.Array[1, 4], OneOf("", "/", " ", "\r"))
        .Select((start, pieces, end) => start + string.Concat(pieces) + end);

    static readonly Gen<string> FilePath = Word.Array[1, 4].Select(words => string.Join('/', words));

    [Fact]
    public void AgreesWithGitOnAnyPatternsAndPaths()
    {
        using var folder = new Scratch().Init();
        var config = File.ReadAllText(folder[".git/config"]);
        Gen.Select(Line.Array[1, 6], Line.Array[0, 3], FilePath.Array[1, 12], Gen.Bool)
            .Sample(
                (top, nested, paths, ignoreCase) =>
                {
                    Clear(folder);
                    File.WriteAllText(folder[".git/config"], config + (ignoreCase ? "\tignorecase = true\n" : ""));
                    foreach (var path in paths)
                        WriteIfFree(folder, path, "x");
                    WriteIfFree(folder, ".gitignore", string.Join('\n', top));
                    WriteIfFree(folder, "a/.gitignore", string.Join('\n', nested));
                    var expected = folder
                        .Git("ls-files", "-z", "--others", "--exclude-standard")
                        .Split('\0', StringSplitOptions.RemoveEmptyEntries);
                    TreeWalker
                        .Read(folder.Path)
                        .Files.Select(file => file.Path)
                        .ShouldBe(
                            expected.Order(StringComparer.Ordinal),
                            $"patterns {string.Join(" | ", top)} and {string.Join(" | ", nested)}"
                        );
                },
                iter: 120,
                threads: 1
            );
    }

    static void Clear(Scratch folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Path))
            if (File.Exists(entry))
                File.Delete(entry);
            else if (Path.GetFileName(entry) != ".git")
                Directory.Delete(entry, recursive: true);
    }

    static void WriteIfFree(Scratch folder, string path, string content)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (File.Exists(folder[path[..slash]]))
                return;
        if (!Directory.Exists(folder[path]))
            folder.Write(path, content);
    }
}
