using CsCheck;
using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

/// <summary>What holds for any text at all, in every language.</summary>
public sealed class LoweringProperties
{
    static readonly string[] Paths = ["a.js", "a.ts", "a.tsx", "a.py", "a.cs", "a.tf"];

    static readonly string[] Words =
    [
        "const ",
        "let ",
        "function ",
        "class ",
        "async ",
        "await ",
        "=>",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "<",
        ">",
        "/",
        "\"",
        "'",
        "`",
        "${",
        "...",
        "?.",
        "??",
        ":",
        ";",
        ",",
        ".",
        "=",
        "+=",
        "import ",
        "export ",
        "from ",
        "default ",
        "as ",
        "type ",
        "enum ",
        "@",
        "#",
        "\n",
        "    ",
        "x",
        "y",
        "1",
        "def ",
        "with ",
        "lambda ",
        "f\"",
        "\"\"\"",
        "using ",
        "namespace ",
        "public ",
        "record ",
        "switch ",
        "case ",
        "resource ",
        "<<EOF\n",
        "EOF\n",
        "for ",
        "in ",
        "if ",
        "else ",
        "try ",
        "catch ",
        "\\",
        "\u0000",
        "é",
        "😀",
        "\ud83d",
    ];

    static readonly string[] Snippets =
    [
        """
            import express, { Router as R } from "express";
            @Injectable() export class A<T> extends B implements C { private x?: T = 1; @Get() async *m({ a, b: [c = 1, , ...d] }: any) { yield* f(`a${b}c`) } }
            export const it = <T,>(a: T) => a as unknown as string satisfies X, { p, q: { r } = {} } = process.env;
            for await (const [k, v] of Object.entries(o)) { label: while (true) { if (k) break label; else continue } }
            export default <div a="1" {...b}>{c} text &amp; <br/></div>;
            """,
        """
            from a.b import (c as d, e)
            @app.route("/x", methods=["GET"])
            async def f(a, *b: int, c=1, **d) -> str:
                with open(f"{a!r}:{b}") as g, h():
                    x, *y = [i for i in range(10) if i]
                    return {"k": lambda z: z} if a else None
            """,
        """
            namespace A.B;
            [Route("x")] public sealed record C(int A, string? B = null) : D<E>, F { public int G { get; init; } = 1;
              public async Task<int> H(CancellationToken t) => await x?.Y<int>(a: 1) switch { > 3 and < 5 => 1, _ => $"a{b:N2}" }; }
            """,
        """
            resource "a" "b" { for_each = { for k, v in var.x : k => v if v != "" }
              c = "x-${upper(var.y)}-${a ? "b" : "c"}" d { e = [1, true, null] } f = <<-EOT
                text ${g}
              EOT
            }
            """,
    ];

    static readonly Gen<string> Soup = OneOf(Words).Array[0, 60].Select(words => string.Concat(words));

    static readonly Gen<string> Truncated = Gen.Select(OneOf(Snippets), Gen.Int[0, 400], Gen.Int[0, 400])
        .Select((text, from, length) => text[Math.Min(from, text.Length)..Math.Min(from + length, text.Length)]);

    static readonly Gen<(string Path, string Text)> Any = Gen.Select(OneOf(Paths), Gen.OneOf(Gen.String, Soup, Truncated));

    [Fact]
    public void EverySpanLiesInsideItsParents() =>
        Any.Sample(input =>
        {
            var file = CodeFile.Parse(input.Path, input.Text);
            (file.Root.Start, file.Root.End).ShouldBe((0, input.Text.Length));
            foreach (var node in file.Root.Descendants())
                (node.Start >= node.Parent.Start && node.Start <= node.End && node.End <= node.Parent.End).ShouldBeTrue(
                    $"{node} in {node.Parent}"
                );
        });

    [Fact]
    public void NoNameIsLost() =>
        Snippets
            .Zip((string[])["a.tsx", "a.py", "a.cs", "a.tf"])
            .SelectMany(one => Lost.Identifiers(CodeFile.Parse(one.Second, one.First)))
            .ShouldBeEmpty();

    [Fact]
    public void ReadingAgainGivesTheSameTree() =>
        Any.Sample(input =>
            Outline.Of(CodeFile.Parse(input.Path, input.Text).Root) == Outline.Of(CodeFile.Parse(input.Path, input.Text).Root)
        );

    [Fact]
    public void WhatIsWrittenIsReadAgain() =>
        Any.Sample(input =>
        {
            var file = CodeFile.Parse(input.Path, input.Text);
            var stream = new MemoryStream();
            file.Write(stream);
            stream.Position = 0;
            var again = CodeFile.Read(stream, input.Path, input.Text).ShouldNotBeNull();
            Outline.Of(again.Root).ShouldBe(Outline.Of(file.Root));
            again.Comments.ShouldBe(file.Comments);
            (again.Language, again.SyntaxNodes, again.NotParsed).ShouldBe((file.Language, file.SyntaxNodes, file.NotParsed));
        });

    [Fact]
    public void WhatIsWrittenTellsNothingWithoutTheText()
    {
        var stream = new MemoryStream();
        CodeFile.Parse("a.ts", """const key = "correct horse battery staple" """).Write(stream);
        System.Text.Encoding.Unicode.GetString(stream.ToArray()).ShouldNotContain("horse");
        stream.Position = 0;
        CodeFile.Read(stream, "a.ts", "const key = 'another text of at least the same length'").ShouldBeNull();
    }

    [Fact]
    public void ADamagedCacheIsNothingOrATree() =>
        Gen.Select(Truncated, Gen.Int[0, 4000], Gen.Byte)
            .Sample(
                (text, at, value) =>
                {
                    var stream = new MemoryStream();
                    CodeFile.Parse("a.ts", text).Write(stream);
                    var bytes = stream.ToArray();
                    bytes[at % bytes.Length] = value;
                    if (CodeFile.Read(new MemoryStream(bytes, 0, bytes.Length - (at % 7 == 0 ? 1 : 0)), "a.ts", text) is { } file)
                        foreach (var node in file.Root.Descendants())
                            _ = (node.Name, node.Operator, node.String, node.ImportedName, node.Text, node.Parent.Kind);
                }
            );

    [Fact]
    public void LinkingAnswersForEveryNode() =>
        Gen.Select(Any, Any)
            .Sample(
                (one, two) =>
                {
                    var code = new CodeBase(CodeFile.Parse("x/" + one.Path, one.Text), CodeFile.Parse("y/" + two.Path, two.Text));
                    foreach (var node in code.Files.SelectMany(file => file.Root.Descendants()))
                        _ = (code.Definition(node), code.Target(node), code.OriginOf(node), code.ValueOf(node));
                    _ = code.Files.Count(code.IsReachable);
                }
            );

    static Gen<string> OneOf(string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
