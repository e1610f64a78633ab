using System.Text;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Reading;

/// <summary>Trees that are made to hurt, or that only look so.</summary>
public sealed class HostileTreeTests
{
    static string? ReasonFor(SourceTree tree, string path) => tree.Skipped.FirstOrDefault(skip => skip.Path == path)?.Reason;

    static void Shell(Scratch folder, string command) => Scratch.Run("bash", folder.Path, null, "-c", command);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PipesDevicesAndSocketsAreNotOpened(bool withGit)
    {
        using var folder = new Scratch().Write("a").Write("empty", "");
        if (withGit)
            folder.Init();
        Shell(folder, "mkfifo pipe .npmrc; mkdir d; mkfifo d/.gitignore; ln -s pipe link");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix,
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified
        );
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder["s"]));
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Select(file => file.Path).ShouldBe(["a", "empty"]);
        foreach (var path in new[] { "pipe", ".npmrc", "d/.gitignore", "s" })
            ReasonFor(tree, path).ShouldBe("a pipe, socket or device");
        ReasonFor(tree, "link").ShouldBe("a link, not followed");
    }

    [Fact]
    public void DevicesAreNotOpened()
    {
        DiskEntry.At("/dev/zero")!.Value.Kind.ShouldBe(EntryKind.Special);
        DiskEntry.At("/dev/zero")!.Value.TryRead(100).ShouldBeNull();
    }

    [Fact]
    public void LinksAreNotFollowed()
    {
        using var outside = new Scratch().Write("secret.js");
        using var folder = new Scratch().Write("a/b.js");
        Shell(
            folder,
            $"ln -s . loop; ln -s .. a/up; ln -s '{outside.Path}' out; ln -s '{outside["secret.js"]}' file.js; ln -s nowhere dangling; ln -s self self"
        );
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Select(file => file.Path).ShouldBe(["a/b.js"]);
        foreach (var path in new[] { "loop", "a/up", "out", "file.js", "dangling", "self" })
            tree.Skipped.ShouldContain(skip => skip.Path == path || skip.Path == "", path);
    }

    [Fact]
    public void LinkToAnIgnoreFileIsNotFollowed()
    {
        using var folder = new Scratch().Write("a").Write("patterns", "a\n");
        Shell(folder, "ln -s patterns .gitignore");
        TreeWalker.Read(folder.Path).Find("a").ShouldNotBeNull();
    }

    [Fact]
    public void NamesLikeOptionsAndStrangeOnesAreNames()
    {
        string[] names = ["--output=x", "-rf", "a\nb", "a\tb", "a b", " ", "*", "a;b", "$(x)", "é", "\\", "~", "a\"b", "CON"];
        using var folder = new Scratch().Init();
        foreach (var name in names)
            folder.Write($"{name}/{name}");
        folder.Commit();
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Select(file => file.Path).ShouldBe(names.Select(name => $"{name}/{name}"), ignoreOrder: true);
        tree.Files.ShouldAllBe(file => file.Tracked);
        GitHistoryOf(tree).ReadDefaultBranchWithPaths().Single().Paths.ShouldBe(tree.Files.Select(file => file.Path), ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NamesThatAreNotUtf8AreLeftOutWithTheirReason(bool tracked)
    {
        using var folder = new Scratch().Init().Write("a");
        Shell(folder, "echo x > $'bad\\xff'; mkdir $'dir\\xfe'; echo y > $'dir\\xfe/f'");
        if (tracked)
            folder.Commit();
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Select(file => file.Path).ShouldBe(["a"]);
        tree.Skipped.Count(skip => skip.Reason == "its name is not UTF-8").ShouldBe(2);
        Shell(folder, "rm -r $'bad\\xff' $'dir\\xfe'");
    }

    [Fact]
    public void RootWithSpacesAndLeadingDashIsRead()
    {
        using var folder = new Scratch().Write("-my app/a.js");
        TreeWalker.Read(folder["-my app"]).Files.Select(file => file.Path).ShouldBe(["a.js"]);
        TreeWalker.Read(folder["-my app"] + "/").Files.Length.ShouldBe(1);
    }

    [Fact]
    public void TextIsReadInEveryEncodingAndNeverThrows()
    {
        using var folder = new Scratch()
            .Write("utf16.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("key = value\n")])
            .Write("utf16be.txt", Encoding.BigEndianUnicode.GetBytes("key = value\n"))
            .Write("bom.txt", [0xEF, 0xBB, 0xBF, .. "key = value\n"u8])
            .Write("latin1.txt", [.. "caf"u8, 0xE9, .. " ok\n"u8])
            .Write("empty.txt", [])
            .Write("nul.bin", [.. "text"u8, 0, .. "more"u8])
            .Write("late-nul.txt", [.. Enumerable.Repeat((byte)'a', Content.HeadLength), 0]);
        var tree = TreeWalker.Read(folder.Path);
        foreach (var path in new[] { "utf16.txt", "utf16be.txt", "bom.txt" })
            tree.Find(path)!.Text.ShouldBe("key = value\n");
        tree.Find("latin1.txt")!.Text.ShouldBe("caf\uFFFD ok\n");
        tree.Find("empty.txt")!.Text.ShouldBe("");
        tree.Find("nul.bin").ShouldBeNull();
        tree.Find("late-nul.txt").ShouldNotBeNull();
        tree.Unread.Single().Kind.ShouldBe(UnreadKind.Binary);
        tree.Unread.Single().TryRead(100)!.Length.ShouldBe(9);
        tree.Contains("nul.bin").ShouldBeTrue();
    }

    [Fact]
    public void ArchivesAreNotOpened()
    {
        using var folder = new Scratch().Write("a.zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0]).Write("a.tar", new byte[1024]);
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.ShouldBeEmpty();
        tree.Unread.Length.ShouldBe(2);
    }

    [Fact]
    public void DeepFoldersEndAtTheSystemsLimitWithANote()
    {
        using var folder = new Scratch().Write("a");
        Shell(folder, "for i in $(seq 1 3000); do mkdir dddddddddd && cd dddddddddd || exit 1; done; echo x > deepest");
        var tree = TreeWalker.Read(folder.Path);
        tree.Find("a").ShouldNotBeNull();
        tree.Skipped.ShouldNotBeEmpty();
        Shell(folder, "rm -rf dddddddddd");
    }

    [Fact]
    public void DeepButPossibleFoldersAreRead()
    {
        using var folder = new Scratch().Write(string.Concat(Enumerable.Repeat("d/", 1500)) + "f");
        TreeWalker.Read(folder.Path).Files.Length.ShouldBe(1);
    }

    [Fact]
    public void UnreadableFilesAndFoldersAreNamed()
    {
        // The administrator may read everything, so there is nothing to see as one.
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "runs as the administrator");
        using var folder = new Scratch().Write("a").Write("closed").Write("d/b");
        File.SetUnixFileMode(folder["closed"], UnixFileMode.None);
        File.SetUnixFileMode(folder["d"], UnixFileMode.None);
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Select(file => file.Path).ShouldBe(["a"]);
        ReasonFor(tree, "closed").ShouldBe("cannot be read");
        ReasonFor(tree, "d/").ShouldBe("cannot be read");
    }

    [Fact]
    public void ManySkippedPathsOfAFolderAreOneLine()
    {
        using var folder = new Scratch();
        for (var i = 0; i < 200; i++)
            folder.Write($"public/images/{i}.png", [0x89, 0x50, 0, 0]).Write($"node_modules/p{i}/index.js");
        var tree = TreeWalker.Read(folder.Path);
        tree.Skipped.ShouldBe([new("node_modules/", "installed packages"), new("public/images/", "binary (200 paths)")]);
        tree.Unread.Length.ShouldBe(200);
    }

    [Fact]
    public void HugeIgnoreFileIsNoIgnoreFile()
    {
        using var folder = new Scratch().Write(".gitignore", new string('\n', IgnoreFile.LargestSize) + "a\n").Write("a");
        TreeWalker.Read(folder.Path).Find("a").ShouldNotBeNull();
    }

    static GitHistory GitHistoryOf(SourceTree tree) => GitHistory.Open(tree.Repository);
}
