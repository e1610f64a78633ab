using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Reading;

public sealed class TreeWalkerTests
{
    static IEnumerable<string> Paths(SourceTree tree) => tree.Files.Select(file => file.Path);

    static string? ReasonFor(SourceTree tree, string path) => tree.Skipped.FirstOrDefault(skip => skip.Path == path)?.Reason;

    [Fact]
    public void FolderWithoutRepositoryIsReadWithItsIgnoreFiles()
    {
        using var folder = new Scratch()
            .Write(".gitignore", "*.log\nout/\n")
            .Write("a.js")
            .Write("a.log")
            .Write("out/b.js")
            .Write("c/.gitignore", "d\n")
            .Write("c/d")
            .Write("c/e");
        var tree = TreeWalker.Read(folder.Path);
        Paths(tree).ShouldBe([".gitignore", "a.js", "c/.gitignore", "c/e"]);
        ReasonFor(tree, "out/").ShouldBe("git ignores it");
        tree.Ignores("x/y.log").ShouldBeTrue();
        tree.Ignores("x/y.js").ShouldBeFalse();
        tree.Contains("c").ShouldBeTrue();
        tree.Contains("c/d").ShouldBeFalse();
    }

    [Fact]
    public void IgnoredFileThatIsTrackedAllTheSameIsRead()
    {
        using var folder = new Scratch().Init().Write("deep/er/.env", "A=b\n").Write("deep/er/other");
        folder.Commit();
        folder.Write(".gitignore", "deep/\n");
        var tree = TreeWalker.Read(folder.Path);
        Paths(tree).ShouldBe([".gitignore", "deep/er/.env", "deep/er/other"]);
        tree.Find("deep/er/.env")!.Tracked.ShouldBeTrue();
        tree.Find(".gitignore")!.Tracked.ShouldBeFalse();
        folder.Write("deep/er/new");
        Paths(TreeWalker.Read(folder.Path)).ShouldNotContain("deep/er/new");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void EveryVersionOfTheIndexIsRead(int version)
    {
        using var folder = new Scratch().Init().Write("a/b/c.txt").Write("a/b/d.txt").Write("é/x y.txt").Write("z", new string('z', 300));
        folder.Git("config", "index.version", $"{version}");
        folder.Commit();
        folder.Git("update-index", "--index-version", $"{version}");
        folder.Write(".gitignore", "*\n");
        Paths(TreeWalker.Read(folder.Path)).ShouldBe(["a/b/c.txt", "a/b/d.txt", "z", "é/x y.txt"]);
    }

    [Fact]
    public void BrokenIndexCostsNothingButWhatItAloneKnows()
    {
        using var folder = new Scratch().Init().Write("a").Write("b");
        folder.Commit();
        var index = File.ReadAllBytes(folder[".git/index"]);
        for (var length = 0; length < index.Length; length += 7)
        {
            File.WriteAllBytes(folder[".git/index"], index[..length]);
            Paths(TreeWalker.Read(folder.Path)).ShouldBe(["a", "b"]);
        }
    }

    [Fact]
    public void SubfolderOfARepositoryIsATreeOfItsOwn()
    {
        using var folder = new Scratch()
            .Init()
            .Write(".gitignore", "/app/tmp\n*.log\n")
            .Write("app/a.js")
            .Write("app/tmp")
            .Write("app/x.log")
            .Write("other/b.js");
        folder.Commit();
        var tree = TreeWalker.Read(folder["app"]);
        Paths(tree).ShouldBe(["a.js"]);
        tree.Repository!.Prefix.ShouldBe("app/");
        tree.Ignores("tmp").ShouldBeTrue();
    }

    [Fact]
    public void FolderThatItsRepositoryIgnoresIsAnAppOfItsOwn()
    {
        using var folder = new Scratch().Init().Write(".gitignore", "scratch/\n").Write("scratch/app/a.js");
        var tree = TreeWalker.Read(folder["scratch/app"]);
        Paths(tree).ShouldBe(["a.js"]);
        tree.Repository.ShouldBeNull();
    }

    [Fact]
    public void NestedRepositoriesAndSubmodulesAreLeftOut()
    {
        using var other = new Scratch().Init().Write("inner.js");
        other.Commit();
        using var folder = new Scratch().Init().Write("a.js");
        folder.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.Path, "sub");
        folder.Commit();
        Scratch.Run("git", folder.Path, null, "clone", "-q", other.Path, "nested");
        var tree = TreeWalker.Read(folder.Path);
        Paths(tree).ShouldBe([".gitmodules", "a.js"]);
        ReasonFor(tree, "sub/").ShouldBe("a submodule, an app of its own");
        ReasonFor(tree, "nested/").ShouldBe("a repository of its own");
    }

    [Fact]
    public void LinkedWorkTreeIsRead()
    {
        using var folder = new Scratch().Init().Write("a.js").Write(".gitignore", "x\n");
        folder.Commit();
        using var beside = new Scratch();
        folder.Git("worktree", "add", "-q", beside["tree"]);
        File.WriteAllText(beside["tree/x"], "");
        var tree = TreeWalker.Read(beside["tree"]);
        Paths(tree).ShouldBe([".gitignore", "a.js"]);
        tree.Find("a.js")!.Tracked.ShouldBeTrue();
    }

    [Fact]
    public void BareRepositoryIsRefusedInWords()
    {
        using var folder = new Scratch();
        folder.Git("init", "-q", "--bare");
        TreeWalker.Refusal(folder.Path).ShouldBe("is a bare repository, which has no files to read; clone it and name the clone");
        TreeWalker.Read(folder.Path).Files.ShouldBeEmpty();
    }

    [Fact]
    public void GeneratedAndVendoredFilesStayForTheSearchOfSecrets()
    {
        using var folder = new Scratch().Write("dist/a.js").Write("public/vendor/b.js").Write("package-lock.json", "{}");
        for (var i = 0; i < 9; i++)
            folder.Write($"build/static/{i}.js");
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.Length.ShouldBe(12);
        tree.Find("dist/a.js")!.Role.ShouldBe(FileRole.Generated);
        tree.Find("public/vendor/b.js")!.Role.ShouldBe(FileRole.Vendored);
        ReasonFor(tree, "build/static/").ShouldBe("generated, searched for secrets only (9 paths)");
        ReasonFor(tree, "dist/a.js").ShouldBe("generated, searched for secrets only");
    }

    [Fact]
    public void ContentHasTheNameThatGitGivesIt()
    {
        using var folder = new Scratch().Init().Write("a", "some content\n");
        TreeWalker.Read(folder.Path).Find("a")!.Blob.ShouldBe(folder.Git("hash-object", "a").Trim());
    }
}
