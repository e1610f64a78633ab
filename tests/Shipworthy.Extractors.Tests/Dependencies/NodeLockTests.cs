namespace Shipworthy.Extractors.Tests.Dependencies;

/// <summary>What each form of a lock file of Node says of the same packages.</summary>
public sealed class NodeLockTests
{
    const string Manifest = """
        {
          "name": "shop",
          "dependencies": { "alpha": "^1.0.0" },
          "devDependencies": { "beta": "^2.0.0" }
        }
        """;

    static readonly string[] Expected =
    [
        "alpha@1.2.0 runtime direct",
        "gamma@3.0.1 runtime brought",
        "beta@2.1.0 development direct",
        "gamma@4.0.0 development brought",
    ];

    static void ShouldBeAsExpected(Inventory inventory)
    {
        inventory
            .Dependencies.Select(one =>
                $"{one.Name}@{one.Version} {one.Scope.ToString().ToLowerInvariant()} {(one.IsDirect is true ? "direct" : "brought")}"
            )
            .ShouldBe(Expected, ignoreOrder: true);
        inventory.Manifest.Lock.ShouldBe(LockStanding.Locked);
        inventory.Manifest.At.ToString().ShouldBe("package.json:3");
        (inventory.Manifest.RuntimeDependencies, inventory.Manifest.DevelopmentDependencies).ShouldBe((2, 2));
    }

    [Fact]
    public void NpmListsPathsSinceItsSecondForm()
    {
        var inventory = Inventory.Of(
            ("package.json", Manifest),
            (
                "package-lock.json",
                """
                {
                  "name": "shop",
                  "lockfileVersion": 3,
                  "packages": {
                    "": { "name": "shop", "dependencies": { "alpha": "^1.0.0" }, "devDependencies": { "beta": "^2.0.0" } },
                    "node_modules/alpha": { "version": "1.2.0", "dependencies": { "gamma": "^3.0.0" } },
                    "node_modules/beta": { "version": "2.1.0", "dev": true, "dependencies": { "gamma": "^4.0.0" } },
                    "node_modules/beta/node_modules/gamma": { "version": "4.0.0", "dev": true },
                    "node_modules/gamma": { "version": "3.0.1" },
                    "node_modules/own": { "resolved": "packages/own", "link": true }
                  }
                }
                """
            )
        );
        ShouldBeAsExpected(inventory);
        inventory.Packages.ShouldContain("gamma@4.0.0:8 development brought");
    }

    [Fact]
    public void NpmNestsPackagesInItsFirstForm() =>
        ShouldBeAsExpected(
            Inventory.Of(
                ("package.json", Manifest),
                (
                    "package-lock.json",
                    """
                    {
                      "lockfileVersion": 1,
                      "dependencies": {
                        "alpha": { "version": "1.2.0", "requires": { "gamma": "^3.0.0" } },
                        "beta": { "version": "2.1.0", "dev": true, "dependencies": { "gamma": { "version": "4.0.0", "dev": true } } },
                        "gamma": { "version": "3.0.1" },
                        "local": { "version": "file:../local" }
                      }
                    }
                    """
                )
            )
        );

    [Fact]
    public void PnpmGivesTheGraphSinceVersion9() =>
        ShouldBeAsExpected(
            Inventory.Of(
                ("package.json", Manifest),
                (
                    "pnpm-lock.yaml",
                    """
                    lockfileVersion: '9.0'

                    importers:

                      .:
                        dependencies:
                          alpha:
                            specifier: ^1.0.0
                            version: 1.2.0(gamma@3.0.1)
                        devDependencies:
                          beta:
                            specifier: ^2.0.0
                            version: 2.1.0

                    packages:

                      alpha@1.2.0:
                        resolution: {integrity: sha512-x}
                        peerDependencies:
                          gamma: '*'

                      beta@2.1.0:
                        resolution: {integrity: sha512-x}

                      gamma@3.0.1:
                        resolution: {integrity: sha512-x}

                      gamma@4.0.0:
                        resolution: {integrity: sha512-x}

                    snapshots:

                      alpha@1.2.0(gamma@3.0.1):
                        dependencies:
                          gamma: 3.0.1

                      beta@2.1.0:
                        dependencies:
                          renamed: gamma@4.0.0
                        transitivePeerDependencies:
                          - supports-color

                      gamma@3.0.1: {}

                      gamma@4.0.0: {}
                    """
                )
            )
        );

    [Theory]
    [InlineData("'6.0'", "/alpha@1.2.0(gamma@3.0.1)", "/gamma@3.0.1", "/@own/delta@1.0.0", "1.2.0(gamma@3.0.1)")]
    [InlineData("5.4", "/alpha/1.2.0_gamma@3.0.1", "/gamma/3.0.1", "/@own/delta/1.0.0", "1.2.0_gamma@3.0.1")]
    public void PnpmMarksPackagesBeforeVersion9(string form, string alpha, string gamma, string delta, string version)
    {
        var inventory = Inventory.Of(
            ("package.json", Manifest),
            (
                "pnpm-lock.yaml",
                $"""
                lockfileVersion: {form}

                dependencies:
                  alpha:
                    specifier: ^1.0.0
                    version: {version}

                packages:

                  {delta}:
                    resolution: {"{integrity: sha512-x}"}
                    dev: true

                  {alpha}:
                    resolution: {"{integrity: sha512-x}"}
                    dependencies:
                      gamma: 3.0.1
                    dev: false

                  {gamma}:
                    resolution: {"{integrity: sha512-x}"}
                    dev: false
                """
            )
        );
        inventory.Packages.ShouldBe([
            "@own/delta@1.0.0:10 development brought",
            "alpha@1.2.0:14 runtime direct",
            "gamma@3.0.1:20 runtime brought",
        ]);
    }

    [Fact]
    public void YarnLeavesTheScopeToTheManifest() =>
        ShouldBeAsExpected(
            Inventory.Of(
                ("package.json", Manifest),
                (
                    "yarn.lock",
                    """
                    # yarn lockfile v1


                    alpha@^1.0.0:
                      version "1.2.0"
                      resolved "https://registry.example/alpha"
                      dependencies:
                        gamma "^3.0.0"

                    beta@^2.0.0:
                      version "2.1.0"
                      dependencies:
                        gamma "^4.0.0"

                    "gamma@2 || 3", gamma@^3.0.0:
                      version "3.0.1"

                    gamma@^4.0.0:
                      version "4.0.0"
                    """
                )
            )
        );

    [Fact]
    public void YarnWritesYamlSinceItsSecondVersion() =>
        ShouldBeAsExpected(
            Inventory.Of(
                ("package.json", Manifest),
                (
                    "yarn.lock",
                    """
                    __metadata:
                      version: 8

                    "alpha@npm:^1.0.0":
                      version: 1.2.0
                      resolution: "alpha@npm:1.2.0"
                      dependencies:
                        gamma: "npm:^3.0.0"
                      languageName: node

                    "beta@npm:^2.0.0":
                      version: 2.1.0
                      resolution: "beta@npm:2.1.0"
                      dependencies:
                        short: "npm:gamma@^4.0.0"

                    "gamma@npm:2 || 3, gamma@npm:^3.0.0":
                      version: 3.0.1
                      resolution: "gamma@npm:3.0.1"

                    "shop@workspace:.":
                      version: 0.0.0-use.local
                      resolution: "shop@workspace:."

                    "short@npm:gamma@^4.0.0":
                      version: 4.0.0
                      resolution: "gamma@npm:4.0.0"
                    """
                )
            )
        );

    [Fact]
    public void BunListsPathsAsWell() =>
        ShouldBeAsExpected(
            Inventory.Of(
                ("package.json", Manifest),
                (
                    "bun.lock",
                    """
                    {
                      "lockfileVersion": 1,
                      "workspaces": {
                        "": { "name": "shop", "dependencies": { "alpha": "^1.0.0", }, "devDependencies": { "beta": "^2.0.0", }, },
                      },
                      "packages": {
                        "alpha": ["alpha@1.2.0", "", { "dependencies": { "gamma": "^3.0.0" } }, "sha512-x"],
                        "beta": ["beta@2.1.0", "", { "dependencies": { "gamma": "^4.0.0" } }, "sha512-x"],
                        "gamma": ["gamma@3.0.1", "", {}, "sha512-x"],
                        "own": ["own@workspace:packages/own"],
                        "beta/gamma": ["gamma@4.0.0", "", {}, "sha512-x"],
                      }
                    }
                    """
                )
            )
        );

    [Theory]
    [InlineData("package-lock.json", "{ \"packages\": { \"node_modules/a\": ")]
    [InlineData("package-lock.json", "[]")]
    [InlineData("package-lock.json", "")]
    [InlineData("bun.lock", "{ \"packages\": { \"/x\": [\"\", 1, [], { } ], \"a/\": [] } }")]
    [InlineData("bun.lock", "{ \"packages\": [ 1")]
    [InlineData("pnpm-lock.yaml", "packages:\n  '':\n    dev: true\nimporters: 3\n  ? x\n  : y\n")]
    [InlineData("pnpm-lock.yaml", "<<<<<<< HEAD\nlockfileVersion: 9\n")]
    [InlineData("yarn.lock", "\"\n  \"\n    \"\"\n: :\n  version\n  version \"\n")]
    public void BrokenLockFilesDoNotThrow(string name, string text) =>
        Should.NotThrow(() => Inventory.Of(("package.json", Manifest), (name, text)).Manifest.ToString());

    [Fact]
    public void ATruncatedLockFileIsABlindSpot() =>
        Inventory
            .Of(("package.json", Manifest), ("package-lock.json", "{ \"packages\": {\n\n"))
            .Dependencies.BlindSpots.ShouldHaveSingleItem()
            .Because.ShouldStartWith("is not valid JSON in line");
}
