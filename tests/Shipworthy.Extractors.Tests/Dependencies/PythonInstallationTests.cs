namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class PythonInstallationTests
{
    [Fact]
    public void AListOfExactVersionsIsALockFile()
    {
        var inventory = Inventory.Of(
            (
                "requirements.txt",
                "# comment\nDjango==4.2.1 \\\n    --hash=sha256:00\nuvicorn[standard]==0.30.1 ; python_version > '3.8'  # server\n--index-url https://x\n"
            ),
            ("requirements-dev.txt", "-r requirements.txt\npytest==8.0\n")
        );
        inventory.Packages.ShouldBe([
            "pytest@8.0:2 development direct",
            "django@4.2.1:2 runtime direct",
            "uvicorn@0.30.1:4 runtime direct",
        ]);
        (inventory.Manifest.Lock, inventory.Manifest.LockFiles.Single().Path).ShouldBe((LockStanding.Pinned, "requirements.txt"));
    }

    [Fact]
    public void AnOpenRequirementIsSaidWithItsLine()
    {
        var inventory = Inventory.Of(("requirements.txt", "django==4.2.1\nZope.Interface>=5,<6\nown @ git+https://example.com/x\n"));
        inventory.Packages.ShouldBe([
            "django@4.2.1:1 runtime direct",
            "zope-interface@5:2 runtime direct open",
            "own@:3 runtime direct open",
        ]);
        (inventory.Manifest.Lock, inventory.Manifest.LockAt!.ToString()).ShouldBe((LockStanding.Missing, "requirements.txt:2"));
    }

    [Fact]
    public void IncludesAndConstraintsAreFollowed() =>
        Inventory
            .Of(
                ("requirements/prod.txt", "-r base.txt\ngunicorn==22.0.0\n-r prod.txt\n"),
                ("requirements/base.txt", "-c limits.txt\nflask\n"),
                ("requirements/limits.txt", "flask==3.0.0\n"),
                ("requirements/test.txt", "pytest==8.0\n")
            )
            .Dependencies.Select(one => $"{one.Directory}|{one.Name} {one.Version} {one.At} {one.Scope}")
            .Distinct()
            .ShouldBe(
                [
                    "|flask 3.0.0 requirements/limits.txt:1 Runtime",
                    "|gunicorn 22.0.0 requirements/prod.txt:2 Runtime",
                    "|pytest 8.0 requirements/test.txt:1 Development",
                ],
                ignoreOrder: true
            );

    [Fact]
    public void ACompiledListSaysWhoAskedForAPackage() =>
        Inventory
            .Of(
                (
                    "requirements.txt",
                    "flask==3.0.0\n    # via -r requirements.in\njinja2==3.1.0\n    # via flask\nwerkzeug==3.0.1  # via flask\n"
                )
            )
            .Packages.ShouldBe(["flask@3.0.0:1 runtime direct", "jinja2@3.1.0:3 runtime brought", "werkzeug@3.0.1:5 runtime brought"]);

    [Fact]
    public void UvGivesTheGraph()
    {
        var inventory = Inventory.Of(
            ("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"api\"]\n"),
            ("api/pyproject.toml", "[project]\nname = \"api\"\ndependencies = [\n  \"flask\",\n]\n"),
            (
                "uv.lock",
                """
                version = 1

                [manifest]
                members = ["api"]

                [[package]]
                name = "api"
                version = "0.1.0"
                source = { editable = "api" }
                dependencies = [
                    { name = "flask" },
                ]

                [package.dev-dependencies]
                dev = [
                    { name = "pytest" },
                ]

                [[package]]
                name = "flask"
                version = "3.0.0"
                source = { registry = "https://example.com" }
                dependencies = [
                    { name = "jinja2", marker = "x == 'y' # no comment" },
                ]

                [[package]]
                name = "jinja2"
                version = "3.1.0"
                source = { registry = "https://example.com" }

                [[package]]
                name = "pytest"
                version = "8.0.0"
                source = { registry = "https://example.com" }
                dependencies = [{ name = "jinja2" }]
                """
            )
        );
        inventory.Packages.ShouldBe([
            "flask@3.0.0:20 runtime direct",
            "jinja2@3.1.0:28 runtime brought",
            "pytest@8.0.0:33 development direct",
        ]);
        (inventory.Manifest.Directory, inventory.Manifest.At.ToString()).ShouldBe(("", "api/pyproject.toml:3"));
    }

    [Theory]
    [InlineData("groups = [\"main\"]", "groups = [\"dev\"]")]
    [InlineData("category = \"main\"", "category = \"dev\"")]
    [InlineData("optional = false", "optional = false")]
    public void PoetrySaysTheScopeOrLeavesItToTheGraph(string main, string dev) =>
        Inventory
            .Of(
                (
                    "pyproject.toml",
                    "[tool.poetry.dependencies]\npython = \"^3.11\"\nFlask = \"^3.0\"\n[tool.poetry.group.dev.dependencies]\npytest = \"*\"\n"
                ),
                (
                    "poetry.lock",
                    $"""
                    [[package]]
                    name = "Flask"
                    version = "3.0.0"
                    {main}
                    files = [
                        "[x]",
                    ]

                    [package.dependencies]
                    Jinja2 = ">=3.1.2"

                    [[package]]
                    name = "jinja2"
                    version = "3.1.0"
                    {main}

                    [[package]]
                    name = "pytest"
                    version = "8.0.0"
                    {dev}
                    """
                )
            )
            .Packages.ShouldBe(["flask@3.0.0:2 runtime direct", "jinja2@3.1.0:13 runtime brought", "pytest@8.0.0:18 development direct"]);

    [Fact]
    public void PdmAndPipenvSayTheScope()
    {
        Inventory
            .Of(
                ("pyproject.toml", "[project]\ndependencies = [\"flask\"]\n"),
                (
                    "pdm.lock",
                    "[[package]]\nname = \"flask\"\nversion = \"3.0.0\"\ngroups = [\"default\"]\n\n[[package]]\nname = \"pytest\"\nversion = \"8.0.0\"\ngroups = [\"test\"]\n"
                )
            )
            .Packages.ShouldBe(["flask@3.0.0:2 runtime direct", "pytest@8.0.0:7 development brought"]);
        Inventory
            .Of(
                ("Pipfile", "[packages]\nflask = \"*\"\n"),
                (
                    "Pipfile.lock",
                    "{\n\"_meta\": {},\n\"default\": {\n\"flask\": { \"version\": \"==3.0.0\" } },\n\"develop\": {\n\"pytest\": { \"version\": \"==8.0.0\" } } }"
                )
            )
            .Packages.ShouldBe(["flask@3.0.0:4 runtime direct", "pytest@8.0.0:6 development brought"]);
    }

    [Fact]
    public void AProjectWithoutALockFileLeavesVersionsOpen()
    {
        var inventory = Inventory.Of(
            (
                "pyproject.toml",
                "[project]\nname = \"x\"\ndependencies = [\n  \"fastapi>=0.100\",\n]\n\n[dependency-groups]\ndev = [\"pytest\"]\n"
            )
        );
        inventory.Packages.ShouldBe(["fastapi@0.100:4 runtime direct open", "pytest@:8 development direct open"]);
        (inventory.Manifest.Lock, inventory.Manifest.At.ToString()).ShouldBe((LockStanding.Missing, "pyproject.toml:3"));
    }
}
