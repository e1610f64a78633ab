using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.Dependencies;

/// <summary>Which lock file holds for a manifest of Node: that of its workspace, none, one of several, an ignored one, one that cannot be read.</summary>
public sealed class NodeInstallationTests
{
    [Fact]
    public void MembersOfAWorkspaceAreInstalledWithItsRoot()
    {
        var inventory = Inventory.Of(
            ("package.json", """{ "workspaces": ["apps/*", "!apps/old"] }"""),
            (
                "package-lock.json",
                """{ "packages": { "": {}, "apps/web": { "dependencies": { "alpha": "1" } }, "node_modules/alpha": { "version": "1.0.0" } } }"""
            ),
            ("apps/web/package.json", """{ "dependencies": { "alpha": "1" } }"""),
            ("apps/old/package.json", """{ "dependencies": { "alpha": "1" } }"""),
            ("apps/apart/package.json", """{ "dependencies": { "alpha": "1" } }"""),
            ("apps/apart/yarn.lock", "alpha@1:\n  version \"1.0.1\"\n")
        );
        inventory
            .Manifests.Select(one => $"{one.Directory}: {string.Join(' ', one.Manifests)}: {one.Lock}")
            .ShouldBe(
                [
                    "apps/apart: apps/apart/package.json: Locked",
                    "apps/old: apps/old/package.json: Missing",
                    ": package.json apps/web/package.json: Locked",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void WithoutALockFileTheManifestLeavesVersionsOpen()
    {
        var inventory = Inventory.Of(
            ("package.json", """{ "dependencies": { "alpha": "^1.0.0", "beta": "2.0.1", "gamma": "*", "own": "workspace:*" } }""")
        );
        inventory.Packages.ShouldBe(["alpha@1.0.0:1 runtime direct open", "beta@2.0.1:1 runtime direct", "gamma@:1 runtime direct open"]);
        (inventory.Manifest.Lock, inventory.Manifest.LockBecause).ShouldBe((LockStanding.Missing, "has no lock file"));
    }

    [Fact]
    public void TwoLockFilesDisagreeWhenOneLacksWhatTheManifestNames()
    {
        var inventory = Inventory.Of(
            ("package.json", """{ "packageManager": "pnpm@9.0.0", "dependencies": { "alpha": "^1.0.0", "delta": "^1.0.0" } }"""),
            (
                "package-lock.json",
                """{ "packages": { "": { "dependencies": { "alpha": "1" } }, "node_modules/alpha": { "version": "1.0.0" } } }"""
            ),
            (
                "pnpm-lock.yaml",
                """
                lockfileVersion: '6.0'
                dependencies:
                  alpha:
                    version: 1.0.0
                  delta:
                    version: 1.0.0
                packages:
                  /alpha@1.0.0:
                    dev: false
                  /delta@1.0.0:
                    dev: false
                """
            )
        );
        inventory.Manifest.Lock.ShouldBe(LockStanding.Disagreeing);
        inventory.Manifest.LockAt!.ToString().ShouldBe("package-lock.json:1");
        inventory.Manifest.LockBecause.ShouldBe("lacks delta, which pnpm-lock.yaml holds");
        inventory.Dependencies.Select(one => one.At.Path).Distinct().ShouldBe(["pnpm-lock.yaml"]);
    }

    [Fact]
    public void TwoLockFilesThatNameTheSameVersionsAgree()
    {
        var inventory = Inventory.Of(
            ("package.json", """{ "dependencies": { "alpha": "^1.0.0" } }"""),
            (
                "package-lock.json",
                """{ "packages": { "": { "dependencies": { "alpha": "1" } }, "node_modules/alpha": { "version": "1.0.0" } } }"""
            ),
            ("yarn.lock", "alpha@^1.0.0:\n  version \"1.0.0\"\n")
        );
        inventory.Manifest.Lock.ShouldBe(LockStanding.Locked);
        inventory.Manifest.LockFiles.Length.ShouldBe(2);
    }

    [Fact]
    public void ALockFileThatGitIgnoresIsSaidWithItsLine()
    {
        using var scratch = new Scratch();
        scratch
            .Init()
            .Write("package.json", """{ "dependencies": { "alpha": "^1.0.0" } }""")
            .Write(".gitignore", "node_modules\npackage-lock.json\n");
        var inventory = Inventory.Of(TreeWalker.Read(scratch.Path));
        (inventory.Manifest.Lock, inventory.Manifest.LockAt!.ToString()).ShouldBe((LockStanding.Ignored, ".gitignore:2"));
    }

    [Fact]
    public void BunsBinaryFormCannotBeReadButSurelyLacksWhatItDoesNotSpell()
    {
        using var scratch = new Scratch();
        scratch
            .Write("package.json", """{ "dependencies": { "alpha-long-name": "^1.0.0", "delta": "^1.0.0" } }""")
            .Write("bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0\n\0\0alpha-long-name\0"u8.ToArray());
        var alone = Inventory.Of(TreeWalker.Read(scratch.Path));
        (alone.Manifest.Lock, alone.Manifest.LockBecause).ShouldBe((LockStanding.Unknown, "is binary, and cannot be read"));
        alone.Dependencies.BlindSpots.ShouldHaveSingleItem().At.Path.ShouldBe("bun.lockb");

        scratch.Write(
            "package-lock.json",
            """{ "packages": { "": { "dependencies": { "alpha-long-name": "1", "delta": "1" } }, "node_modules/alpha-long-name": { "version": "1.0.0" }, "node_modules/delta": { "version": "1.0.0" } } }"""
        );
        var together = Inventory.Of(TreeWalker.Read(scratch.Path));
        together.Manifest.LockBecause.ShouldBe("lacks delta, which package-lock.json holds");
    }
}
