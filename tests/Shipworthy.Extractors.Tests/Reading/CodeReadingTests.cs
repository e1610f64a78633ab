using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Tests.Reading;

public sealed class CodeReadingTests
{
    static readonly SourceTree Tree = new(
        [
            File("a.ts", FileRole.Prod, "import { b } from './b'; b('x')"),
            File("b.ts", FileRole.Prod, "export const b = (c: string) => c"),
            File("lib/c.ts", FileRole.Vendored, "d()"),
        ],
        []
    );

    [Fact]
    public void CodeFromTheCacheIsTheCodeThatWasParsed()
    {
        using var place = new Scratch();
        var parsed = CodeReading.Read(Tree, ScanCache.Of("/app", place.Path));
        var pack = ScanCache.Of("/app", place.Path).Pack("code");
        pack.TryGet($"TypeScript {Tree.Files[0].Blob}", out _).ShouldBeTrue();
        var again = CodeReading.Read(Tree, ScanCache.Of("/app", place.Path));
        Drawn(again).ShouldBe(Drawn(parsed));
        again.ValueOf(again.Calls("b").Single()).AsText.ShouldBe("x");
    }

    [Fact]
    public void CodeOfOthersIsNotRead() => CodeReading.Read(Tree, ScanCache.Off).Files.Select(file => file.Path).ShouldBe(["a.ts", "b.ts"]);

    static SourceFile File(string path, FileRole role, string text) => new(path, role, Encoding.UTF8.GetBytes(text));

    static string Drawn(CodeBase code) =>
        string.Join(
            '\n',
            code.Files.SelectMany(file => file.Root.Descendants())
                .Select(node => $"{node.At} {node.Kind} {node.Part} {node.Name} {node.Operator} {node.String} {node.ImportedName}")
        );
}
