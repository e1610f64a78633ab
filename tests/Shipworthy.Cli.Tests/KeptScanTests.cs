using System.Text.Json.Nodes;

namespace Shipworthy.Cli.Tests;

public sealed class KeptScanTests
{
    const string Open =
        "import express from 'express';\nconst app = express();\napp.use(require('cors')());\napp.get('/', (q, r) => r.send('hi'));\napp.listen(3000);\n";

    [Fact]
    public void AScanOfWhatDidNotChangeGivesTheSameReportWithoutLooking()
    {
        using var shell = NewApp();
        var first = shell.Scan();
        var second = shell.Scan();
        second.Looked.ShouldBeFalse();
        second.Report.ShouldBe(first.Report);
        shell.Scan("--no-cache").Report.ShouldBe(first.Report);
    }

    [Theory]
    [InlineData("sarif")]
    [InlineData("csv")]
    public void ARuleThatIsWorseHereThanElsewhereStaysSo(string format)
    {
        using var shell = NewApp();
        shell.With(
            "app/server.js",
            """
            import express from 'express';
            import { PrismaClient } from '@prisma/client';
            const db = new PrismaClient();
            const app = express();
            app.get('/notes', async (q, r) => r.json(await db.note.findMany()));
            app.post('/notes', async (q, r) => r.json(await db.note.create({ data: q.body })));
            app.listen(3000);
            """
        );
        var (_, first, _) = shell.Run($"scan app --only 1.4 --format {format}");
        first.ShouldContain("changes data");
        shell.Scan("--only 1.4").Looked.ShouldBeFalse();
        shell.Run($"scan app --only 1.4 --format {format}").Out.ShouldBe(first);
    }

    [Fact]
    public void ARuleThatACaseTellsInOtherWordsIsKeptInThese()
    {
        using var shell = NewApp();
        shell.With(
            "app/server.js",
            """
            import express from 'express';
            import { PrismaClient } from '@prisma/client';
            const db = new PrismaClient();
            const app = express();
            app.post('/invitations', async (q, r) => {
              const { teamId, email } = q.body;
              if (await db.invitation.findFirst({ where: { teamId, email } })) return r.sendStatus(409);
              await db.invitation.create({ data: { teamId, email } });
              r.sendStatus(201);
            });
            app.listen(3000);
            """
        );
        shell.With("app/prisma/schema.prisma", "model Invitation {\n  id Int @id\n  teamId Int\n  email String\n}\n");
        var (_, first, _) = shell.Run("scan app --only 3.5 --format markdown");
        first.ShouldContain("Find two of what exists once");
        shell.Scan("--only 3.5").Looked.ShouldBeFalse();
        shell.Run("scan app --only 3.5 --format markdown").Out.ShouldBe(first);
    }

    [Fact]
    public void OneChecksVerdictComesFromAScanOfAll()
    {
        using var shell = NewApp();
        shell.Scan();
        var one = shell.Scan("--only 1.7");
        one.Looked.ShouldBeFalse();
        one.Report.ShouldBe(shell.Scan("--only 1.7 --no-cache").Report);
    }

    [Fact]
    public void AllOfItIsLookedAtAgainWhenOnlySomeChecksWereAskedForBefore()
    {
        using var shell = NewApp();
        shell.Scan("--only 1.7");
        shell.Scan().Looked.ShouldBeTrue();
    }

    [Theory]
    [InlineData("app/server.js", "export const nothing = 1;\n")]
    [InlineData("app/new.js", "export const more = 1;\n")]
    [InlineData("app/.gitignore", "server.js\n")]
    [InlineData("app/.git/config", "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = https://example.com/a.git\n")]
    public void AChangedFileIsSeen(string path, string text)
    {
        using var shell = NewApp();
        shell.Scan();
        shell.With(path, text);
        var after = shell.Scan();
        after.Looked.ShouldBeTrue();
        after.Report.ShouldBe(shell.Scan("--no-cache").Report);
    }

    [Fact]
    public void AFileThatWentAwayIsSeen()
    {
        using var shell = NewApp();
        shell.Scan();
        File.Delete(Path.Combine(shell.Folder, "app", "server.js"));
        shell.Scan().Looked.ShouldBeTrue();
    }

    [Fact]
    public void ANewCommitAndANewBranchAreSeen()
    {
        using var shell = NewApp();
        shell.Scan();
        Git(shell, "commit", "-q", "--allow-empty", "-m", "Nothing");
        shell.Scan().Looked.ShouldBeTrue();
        Git(shell, "branch", "other", "HEAD~1");
        shell.Scan().Looked.ShouldBeTrue();
        shell.Scan().Looked.ShouldBeFalse();
    }

    [Fact]
    public void AnObjectThatIsLostIsSeen()
    {
        using var shell = NewApp();
        shell.With("app/server.js", "export const nothing = 1;\n");
        Git(shell, "commit", "-q", "-am", "Take the server away");
        shell.Scan();
        var lost = Git(shell, "rev-parse", "HEAD~1:server.js");
        File.Delete(Path.Combine(shell.Folder, "app", ".git", "objects", lost[..2], lost[2..]));
        var after = shell.Scan();
        after.Looked.ShouldBeTrue();
        after.Report.ShouldBe(shell.Scan("--no-cache").Report);
    }

    [Fact]
    public void WithAndWithoutTheHistoryAreTwoThings()
    {
        using var shell = NewApp();
        shell.Scan();
        shell.Scan("--no-history").Looked.ShouldBeTrue();
    }

    [Fact]
    public void WaiversAndStatementsCountAtOnce()
    {
        using var shell = NewApp();
        var first = JsonNode.Parse(shell.Scan("--only 1.7").Report)!;
        var finding = (string?)first["checks"]![0]!["findings"]![0]!["fingerprint"];
        shell.With(
            "waivers.yaml",
            $"waivers:\n  - finding: '{finding}'\n    by: ann@example.com\n    reason: no cookies yet\n    until: 2025-12-31\n"
        );
        var waived = shell.Scan("--only 1.7 --config waivers.yaml");
        waived.Looked.ShouldBeFalse();
        ((string?)JsonNode.Parse(waived.Report)!["checks"]![0]!["findings"]![0]!["waivedBy"]).ShouldBe("ann@example.com");
    }

    [Fact]
    public void ADamagedCacheCostsTimeOnly()
    {
        using var shell = NewApp();
        var first = shell.Scan();
        foreach (var file in Directory.EnumerateFiles(shell.Variables["XDG_CACHE_HOME"], "verdicts-*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[^9] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
        var second = shell.Scan();
        second.Looked.ShouldBeTrue();
        second.Report.ShouldBe(first.Report);
    }

    static Shell NewApp()
    {
        var shell = new Shell();
        shell.Variables["XDG_CACHE_HOME"] = Path.Combine(shell.Folder, "cache");
        shell
            .With("app/server.js", Open)
            .With("app/package.json", """{ "name": "shop", "dependencies": { "express": "4.0.0", "cors": "2.8.5" } }""");
        Git(shell, "init", "-q", "--template=", "-b", "main");
        Git(shell, "add", "-A");
        Git(shell, "commit", "-q", "-m", "First version");
        return shell;
    }

    static string Git(Shell shell, params string[] arguments) => GitOfTests.Run(Path.Combine(shell.Folder, "app"), arguments);
}

static class ScansOfKeptApp
{
    extension(Shell shell)
    {
        /// <summary>The report without its durations, and whether the app was looked at for it.</summary>
        public (string Report, bool Looked) Scan(string options = "")
        {
            var (_, output, _) = shell.Run($"scan app --format json {options}");
            var report = JsonNode.Parse(output)!.AsObject();
            var looked = (int)report["durations"]!["linkMs"]! > 0;
            report.Remove("durations");
            return (report.ToJsonString(), looked);
        }
    }
}
