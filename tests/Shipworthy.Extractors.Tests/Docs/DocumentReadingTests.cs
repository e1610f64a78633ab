using System.Text;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Docs;

public sealed class DocumentReadingTests
{
    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("**a ")]
    public void WhatIsNestedWithoutAnEndIsReadAsPlainText(string opener) =>
        Read("docs/guide.md", string.Concat(Enumerable.Repeat(opener, 3000)) + "\n\nRun `npm run seed`.\n")
            .At.Path.ShouldBe("docs/guide.md");

    [Fact]
    public void MarkdownGivesSectionsCommandsLinksAndCellsWithTheirLines()
    {
        var document = Read(
            "docs/guide.md",
            """
            # Guide

            Text with `npm run seed` and [a link](other.md).

            ## Steps

            ```sh
            $ fly deploy \
                --remote-only
            # a remark
            fly logs
            ```

            | What | Who |
            |---|---|
            | Database | Ann |

            - [x] done
            - [ ] open
            """
        );

        document.Title.ShouldBe("Guide");
        document.Sections.Select(section => (section.Heading, section.Level, section.Line)).ShouldBe([("Guide", 1, 1), ("Steps", 2, 5)]);
        document.Commands.ShouldBe([
            new Command("npm run seed", 3, InBlock: false),
            new Command("fly deploy --remote-only", 8, InBlock: true),
            new Command("fly logs", 11, InBlock: true),
        ]);
        document.Links.ShouldBe([new Link("a link", "other.md", 3)]);
        document.Lines.Single(line => line.Kind is LineKind.Row).Cells.ShouldBe(["Database", "Ann"]);
        document.Lines.Single(line => line.Kind is LineKind.Row).Number.ShouldBe(16);
        document.Lines.Single(line => line.Kind is LineKind.DoneItem).Number.ShouldBe(18);
        document.Lines.Single(line => line.Kind is LineKind.OpenItem).Number.ShouldBe(19);
    }

    [Theory]
    [InlineData("a.rst", "Title\n=====\n\nPart\n----\n\n::\n\n    fly logs\n")]
    [InlineData("a.adoc", "= Title\n\n== Part\n\n[source,bash]\n----\nfly logs\n----\n\n")]
    [InlineData("docs/a.html", "<h1>Title</h1>\n\n<h2>Part</h2>\n<pre>\nfly logs\n</pre>\n")]
    public void OtherFormatsGiveTheSame(string path, string text)
    {
        var document = Read(path, text);

        document.Sections.Select(section => section.Heading).ShouldBe(["Title", "Part"]);
        document.Commands.Select(command => command.Text).ShouldBe(["fly logs"]);
    }

    [Theory]
    [InlineData("README.md", DocumentKind.Readme)]
    [InlineData("docs/CONTRIBUTING.md", DocumentKind.Contribution)]
    [InlineData("docs/runbooks/api.md", DocumentKind.Operations)]
    [InlineData("deployment.md", DocumentKind.Deployment)]
    [InlineData("CLAUDE.md", DocumentKind.AgentNotes)]
    [InlineData("apps/docs/guide.mdx", DocumentKind.ProductHelp)]
    [InlineData(".github/ISSUE_TEMPLATE/bug.md", DocumentKind.Form)]
    [InlineData("docs/notes.md", DocumentKind.Unknown)]
    public void NameAndPlaceGiveTheKind(string path, DocumentKind kind) => DocumentKinds.Of(path).ShouldBe(kind);

    [Theory]
    [InlineData("docs/SHOP-12-runbook.md", "is about one ticket")]
    [InlineData("docs/2025-01-31-notes.md", "is a note of one day")]
    [InlineData("IMPLEMENTATION_SUMMARY.md", "is a report about one change")]
    [InlineData("docs/utf-8.md", null)]
    public void TextAboutOneChangeIsAOneOff(string path, string? reason) => OneOffs.Reason(Read(path, "# Text\n")).ShouldBe(reason);

    [Fact]
    public void NamedThingsAreLookedUp()
    {
        var files = new[]
        {
            File("package.json", """{ "scripts": { "seed": "node seed.js" } }"""),
            File("docker-compose.yml", "services:\n  api:\n    image: x\n"),
            File("fly.toml", "app = \"shop-live\"\n"),
            File(
                "docs/run.md",
                "Run `npm run seed`, `npm run gone`, `docker compose logs api`, `bash tools/gone.sh`; see `backups/today.sql`.\n"
            ),
        };
        var document = DocumentsInRepository.Read(files[3]);

        new References(new SourceTree(files, []), [document])
            .Of(document)
            .Where(reference => reference.Kind is ReferenceKind.Script or ReferenceKind.Service or ReferenceKind.Path)
            .Select(reference => (reference.Name, reference.Exists))
            .ShouldBe(
                [
                    ("seed", Existence.Present),
                    ("gone", Existence.Missing),
                    ("api", Existence.Present),
                    ("tools/gone.sh", Existence.Missing),
                ],
                ignoreOrder: true
            );
    }

    static Document Read(string path, string text) => DocumentsInRepository.Read(File(path, text));

    static SourceFile File(string path, string text) => new(path, FileRole.Docs, Encoding.UTF8.GetBytes(text));
}
