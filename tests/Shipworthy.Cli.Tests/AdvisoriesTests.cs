using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shipworthy.Cli.Tests;

public sealed class AdvisoriesTests
{
    const string Osv = """
        {
          "id": "GHSA-0000-0000-0001", "modified": "2025-05-20T10:00:00Z", "published": "2025-05-01T10:00:00Z", "aliases": ["CVE-2025-0001"],
          "affected": [ { "package": { "ecosystem": "npm", "name": "alpha" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "1.2.0" } ] } ] } ]
        }
        """;

    static Shell NewShell()
    {
        var shell = new Shell();
        shell.Variables["XDG_CACHE_HOME"] = Path.Combine(shell.Folder, "cache");
        return shell;
    }

    static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return stream.ToArray();
    }

    [Fact]
    public void WithoutAnyItSaysHowToBringThem()
    {
        using var shell = NewShell();
        shell
            .Run("advisories")
            .ShouldBe(
                (
                    0,
                    "There are no advisories on this machine, so scans compare packages with none.\nBring them: shipworthy advisories update\n",
                    ""
                )
            );
    }

    [Fact]
    public void AFolderIsBroughtAndShownWithItsAge()
    {
        using var shell = NewShell()
            .With("osv/one.json", Osv)
            .With(
                "osv/deep/kev.json",
                """{ "catalogVersion": "1", "vulnerabilities": [ { "cveID": "CVE-2025-0001", "dateAdded": "2025-05-02" } ] }"""
            );
        var update = shell.Run("advisories update --from osv");
        update.Errors.ShouldBe("");
        update.Out.ShouldBe(
            "npm                1 advisory,   the newest of 2025-05-20; brought today\nCISA               1 vulnerabilities that are used in attacks, the newest of 2025-05-02\n"
        );
        shell.Run("advisories").Out.ShouldStartWith(update.Out);
    }

    [Fact]
    public void OneEcosystemLeavesTheOthersAsTheyAre()
    {
        using var shell = NewShell().With("one.json", Osv).With("two.json", Osv.Replace("\"npm\"", "\"PyPI\""));
        shell.Run("advisories update --from one.json");
        var (code, output, _) = shell.Run("advisories update --from two.json");
        code.ShouldBe(0);
        output.Split('\n').Where(line => line.Length > 0).Select(line => line.Split(' ')[0]).ShouldBe(["npm", "PyPI"]);
    }

    [Theory]
    [InlineData("absent", 2, "shipworthy: absent does not exist.")]
    [InlineData("broken.json", 2, "shipworthy: broken.json is damaged: broken.json is not valid JSON in line 2.")]
    [InlineData("broken.zip", 2, "shipworthy: broken.zip is damaged: broken.zip is no whole zip archive.")]
    [InlineData("other.json", 2, "shipworthy: other.json holds no advisories in the form of OSV.")]
    [InlineData(
        "http://example.com/all.zip",
        2,
        "shipworthy: http://example.com/all.zip is not an https address, so anybody on the way could change what it holds."
    )]
    public void WhatIsNotWholeLeavesTheOldOnes(string from, int code, string message)
    {
        using var shell = NewShell()
            .With("one.json", Osv)
            .With("broken.json", "{ \"id\": 1,\n")
            .With("other.json", "{ \"name\": \"shop\" }");
        var whole = Zip(("one.json", Osv), ("two.json", Osv));
        File.WriteAllBytes(Path.Combine(shell.Folder, "broken.zip"), whole[..(whole.Length / 2)]);
        shell.Run("advisories update --from one.json");
        var before = shell.Run("advisories").Out;
        var failed = shell.Run($"advisories update --from {from}");
        failed.Code.ShouldBe(code);
        failed.Errors.Split('\n')[0].ShouldBe(message);
        failed.Errors.ShouldNotContain("   at ");
        shell.Run("advisories").Out.ShouldBe(before);
    }

    [Fact]
    public void AnArchiveIsFetched()
    {
        using var shell = NewShell();
        using var server = new OneAnswer("200 OK", Zip(("one.json", Osv)));
        var (code, output, errors) = shell.Run($"advisories update --from {server.Address}");
        (code, errors).ShouldBe((0, ""));
        output.ShouldStartWith("npm");
        Directory.GetFiles(Path.Combine(shell.Folder, "cache", "shipworthy")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("404 Not Found", 0, "the server answers 404.")]
    [InlineData("200 OK", 10, "")]
    public void AFailedDownloadLeavesNothingBehind(string status, int cut, string message)
    {
        using var shell = NewShell();
        using var server = new OneAnswer(status, Zip(("one.json", Osv)), cut);
        var (code, _, errors) = shell.Run($"advisories update --from {server.Address}");
        code.ShouldBe(3);
        errors.ShouldStartWith($"shipworthy: {server.Address} could not be brought: {message}");
        errors.ShouldNotContain("   at ");
        Directory.GetFiles(Path.Combine(shell.Folder, "cache", "shipworthy")).ShouldBeEmpty();
    }

    [Fact]
    public void ADamagedStoreIsSaid()
    {
        using var shell = NewShell().With("cache/shipworthy/advisories-1", "shipworthy advisories 1\nrubbish");
        shell.Run("advisories").Out.ShouldContain("cannot be read");
    }

    [Fact]
    public void AWrongOptionNamesTheWholeCommand()
    {
        using var shell = NewShell();
        shell
            .Run("advisories update --form x")
            .Errors.ShouldBe(
                "shipworthy: shipworthy advisories update has no option --form.\n  Did you mean --from?\n  Try:    shipworthy advisories update --help\n"
            );
    }

    /// <summary>A server on this machine that answers once.</summary>
    sealed class OneAnswer : IDisposable
    {
        readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public OneAnswer(string status, byte[] body, int cut = 0)
        {
            listener.Start();
            _ = Answer(status, body, cut);
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/all.zip";

        async Task Answer(string status, byte[] body, int cut)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var head = new StreamReader(stream, leaveOpen: true);
            while (await head.ReadLineAsync() is { Length: > 0 }) { }
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n")
            );
            await stream.WriteAsync(body.AsMemory(0, body.Length - cut));
        }

        public void Dispose() => listener.Stop();
    }
}
