namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class OtherInstallationTests
{
    [Fact]
    public void GoNamesItsModulesAndItsStandardLibrary()
    {
        var inventory = Inventory.Of(
            (
                "go.mod",
                """
                module example.com/shop

                go 1.22

                toolchain go1.22.3

                require github.com/go-chi/chi/v5 v5.0.1 // the router

                require (
                	golang.org/x/net v0.1.0 // indirect
                	example.com/own v0.0.0
                	example.com/forked v1.0.0
                	example.com/linter v1.0.0
                )

                replace example.com/own => ./own

                replace example.com/forked v1.0.0 => example.com/fork v1.0.1

                tool example.com/linter/cmd/lint
                """
            ),
            ("go.sum", "golang.org/x/net v0.1.0 h1:x\n")
        );
        inventory.Packages.ShouldBe([
            "stdlib@1.22.3:5 runtime direct",
            "github.com/go-chi/chi/v5@5.0.1:7 runtime direct",
            "golang.org/x/net@0.1.0:10 runtime brought",
            "example.com/fork@1.0.1:12 runtime direct",
            "example.com/linter@1.0.0:13 development direct",
        ]);
        inventory.Manifest.At.Line.ShouldBe(7);
    }

    [Fact]
    public void AGoLineWithoutAPatchLeavesTheStandardLibraryOpen() =>
        Inventory.Of(("go.mod", "module x\n\ngo 1.22\n")).Packages.ShouldBe(["stdlib@1.22:3 runtime direct open"]);

    [Fact]
    public void AnOldGoModuleLeavesTheRestToItsSums() =>
        Inventory
            .Of(
                ("go.mod", "module x\n\ngo 1.16\n\nrequire example.com/a v1.0.0\n"),
                (
                    "go.sum",
                    "example.com/a v1.0.0 h1:x\nexample.com/b v1.0.0 h1:x\nexample.com/b v1.1.0 h1:x\nexample.com/c v1.0.0/go.mod h1:x\n"
                )
            )
            .Packages.ShouldBe([
                "stdlib@1.16:3 runtime direct open",
                "example.com/a@1.0.0:5 runtime direct",
                "example.com/b@1.1.0:3 runtime brought",
            ]);

    [Fact]
    public void BundlerLeavesTheScopeToTheGemfile() =>
        Inventory
            .Of(
                (
                    "Gemfile",
                    "source \"https://example.com\"\n\ngem \"rails\", \"~> 7.1\"\n\ngroup :development, :test do\n  gem \"rspec\"\nend\n\ngem \"debug\", group: :development\n"
                ),
                (
                    "Gemfile.lock",
                    """
                    PATH
                      remote: engine
                      specs:
                        engine (0.1.0)
                          rails

                    GEM
                      remote: https://example.com/
                      specs:
                        debug (1.9.0)
                        nokogiri (1.16.0-x86_64-linux)
                        rails (7.1.0)
                          nokogiri (>= 1.8)
                        rspec (3.12.0)

                    DEPENDENCIES
                      debug
                      engine!
                      rails (~> 7.1)
                      rspec

                    BUNDLED WITH
                       2.5.0
                    """
                )
            )
            .Packages.ShouldBe([
                "debug@1.9.0:10 development direct",
                "nokogiri@1.16.0:11 runtime brought",
                "rails@7.1.0:12 runtime direct",
                "rspec@3.12.0:14 development direct",
            ]);

    [Fact]
    public void ComposerListsThemApart() =>
        Inventory
            .Of(
                (
                    "composer.json",
                    "{ \"require\": { \"php\": \"^8.2\", \"Acme/Alpha\": \"^1.0\" }, \"require-dev\": { \"acme/tests\": \"*\" } }"
                ),
                (
                    "composer.lock",
                    "{\n\"packages\": [\n{ \"name\": \"acme/alpha\", \"version\": \"v1.0.3\", \"require\": { \"php\": \"8\" } },\n{ \"name\": \"acme/beta\", \"version\": \"2.0.0\" } ],\n\"packages-dev\": [\n{ \"name\": \"acme/tests\", \"version\": \"3.0.0\" } ] }"
                )
            )
            .Packages.ShouldBe([
                "acme/alpha@1.0.3:3 runtime direct",
                "acme/beta@2.0.0:4 runtime brought",
                "acme/tests@3.0.0:6 development direct",
            ]);

    [Fact]
    public void CargoGivesTheGraph() =>
        Inventory
            .Of(
                ("Cargo.toml", "[package]\nname = \"shop\"\n\n[dependencies]\naxum = \"0.7\"\n\n[dev-dependencies]\nmockito = \"1\"\n"),
                (
                    "Cargo.lock",
                    "[[package]]\nname = \"axum\"\nversion = \"0.7.1\"\nsource = \"registry+x\"\ndependencies = [\n \"hyper 1.0.0\",\n]\n\n[[package]]\nname = \"hyper\"\nversion = \"0.14.0\"\nsource = \"registry+x\"\n\n[[package]]\nname = \"hyper\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n\n[[package]]\nname = \"mockito\"\nversion = \"1.2.0\"\nsource = \"registry+x\"\ndependencies = [\n \"hyper 0.14.0\",\n]\n\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\ndependencies = [\n \"axum\",\n \"mockito\",\n]\n"
                )
            )
            .Packages.ShouldBe([
                "axum@0.7.1:2 runtime direct",
                "hyper@0.14.0:10 development brought",
                "hyper@1.0.0:15 runtime brought",
                "mockito@1.2.0:20 development direct",
            ]);

    [Fact]
    public void MixGivesTheGraph() =>
        Inventory
            .Of(
                (
                    "mix.exs",
                    "defp deps do\n  [\n    {:phoenix, \"~> 1.7\"},\n    {:credo, \"~> 1.7\", only: [:dev, :test], runtime: false}\n  ]\nend\n"
                ),
                (
                    "mix.lock",
                    "%{\n  \"credo\": {:hex, :credo, \"1.7.0\", \"00\", [:mix], [], \"hexpm\", \"00\"},\n  \"phoenix\": {:hex, :phoenix, \"1.7.10\", \"00\", [:mix], [{:plug, \"~> 1.14\", [hex: :plug, repo: \"hexpm\", optional: false]}], \"hexpm\", \"00\"},\n  \"plug\": {:hex, :plug, \"1.15.0\", \"00\", [:mix], [], \"hexpm\", \"00\"},\n}\n"
                )
            )
            .Packages.ShouldBe(["credo@1.7.0:2 development direct", "phoenix@1.7.10:3 runtime direct", "plug@1.15.0:4 runtime brought"]);

    [Fact]
    public void DartSaysWhichAreDirect() =>
        Inventory
            .Of(
                ("pubspec.yaml", "name: shop\ndependencies:\n  http: ^1.0.0\n"),
                (
                    "pubspec.lock",
                    "packages:\n  http:\n    dependency: \"direct main\"\n    description:\n      name: http\n    source: hosted\n    version: \"1.1.0\"\n  lints:\n    dependency: \"direct dev\"\n    source: hosted\n    version: \"3.0.0\"\n  flutter:\n    dependency: \"direct main\"\n    source: sdk\n    version: \"0.0.0\"\n  path:\n    dependency: transitive\n    source: hosted\n    version: \"1.9.0\"\n"
                )
            )
            .Packages.ShouldBe(["http@1.1.0:2 runtime direct", "lints@3.0.0:8 development direct", "path@1.9.0:16 brought"]);

    [Fact]
    public void SwiftNamesAddresses() =>
        Inventory
            .Of(
                (
                    "App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved",
                    "{ \"pins\": [ { \"identity\": \"vapor\",\n\"location\": \"https://github.com/Vapor/vapor.git\", \"state\": { \"revision\": \"00\", \"version\": \"4.90.0\" } } ], \"version\": 2 }"
                )
            )
            .Packages.ShouldBe(["github.com/vapor/vapor@4.90.0:2 runtime"]);

    [Fact]
    public void MavenInheritsVersions() =>
        Inventory
            .Of(
                (
                    "pom.xml",
                    "<project><packaging>pom</packaging><properties><a.version>1.2.0</a.version></properties><modules><module>api</module></modules>\n<dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>managed</artifactId><version>2.0.0</version></dependency></dependencies></dependencyManagement></project>"
                ),
                (
                    "api/pom.xml",
                    """
                    <project xmlns="http://maven.apache.org/POM/4.0.0">
                      <parent><groupId>g</groupId><artifactId>root</artifactId><version>1</version></parent>
                      <dependencies>
                        <dependency><groupId>g</groupId><artifactId>a</artifactId><version>${a.version}</version></dependency>
                        <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
                        <dependency><groupId>h</groupId><artifactId>b</artifactId></dependency>
                        <dependency><groupId>h</groupId><artifactId>t</artifactId><version>3.0</version><scope>test</scope></dependency>
                      </dependencies>
                    </project>
                    """
                )
            )
            .Dependencies.Select(one => $"{one.Name} {one.Version} {one.At} {one.Scope} {one.IsResolved}")
            .ShouldBe([
                "g:a 1.2.0 api/pom.xml:4 Runtime True",
                "h:b  api/pom.xml:6 Runtime False",
                "h:t 3.0 api/pom.xml:7 Development True",
                "g:managed 2.0.0 pom.xml:2 Runtime True",
            ]);

    [Fact]
    public void GradleNamesPackagesInScriptsAndCatalogs() =>
        Inventory
            .Of(
                ("settings.gradle.kts", ""),
                (
                    "app/build.gradle.kts",
                    "dependencies {\n  implementation(\"g:a:1.0\")\n  testImplementation(\"g:t:2.0\")\n  runtimeOnly(\"g:open\")\n}\n"
                ),
                (
                    "gradle/libs.versions.toml",
                    "[versions]\nk = \"3.1\"\n\n[libraries]\nkt = { module = \"g:k\", version.ref = \"k\" }\nplain = \"g:p:4.0\"\n"
                )
            )
            .Packages.ShouldBe([
                "g:a@1.0:2 runtime direct",
                "g:t@2.0:3 development direct",
                "g:open@:4 runtime direct open",
                "g:k@3.1:5 direct",
                "g:p@4.0:6 direct",
            ]);

    [Fact]
    public void GradlesLockFileNamesConfigurations() =>
        Inventory
            .Of(
                ("build.gradle", "dependencies {\n}\n"),
                (
                    "gradle.lockfile",
                    "# comment\ng:a:1.0=compileClasspath,runtimeClasspath\ng:t:2.0=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n"
                )
            )
            .Packages.ShouldBe(["g:a@1.0:2 runtime", "g:t@2.0:3 development"]);

    [Fact]
    public void EdgeFunctionsImportByAddress()
    {
        var inventory = Inventory.Of(
            (
                "supabase/functions/a/index.ts",
                "import { createClient } from \"https://esm.sh/@supabase/supabase-js@2.39.3?dts\";\nimport x from 'npm:stripe@14';\nimport { s } from \"jsr:@std/http@1.0.0/server\";\nimport o from \"https://example.com/x.ts\";\n"
            ),
            ("supabase/functions/b/index.ts", "import { createClient } from \"https://esm.sh/v135/@supabase/supabase-js@2.39.3\";\n"),
            (
                "deno.lock",
                "{ \"version\": \"5\", \"specifiers\": { \"npm:stripe@14\": \"14.21.0\" }, \"npm\": {\n\"stripe@14.21.0\": {},\n\"qs@6.0.0\": {} } }"
            )
        );
        inventory
            .Dependencies.Select(one => $"{one.Ecosystem} {one.Name} {one.Version} {one.At} {one.IsResolved}")
            .ShouldBe([
                "Npm qs 6.0.0 deno.lock:3 True",
                "Npm @supabase/supabase-js 2.39.3 supabase/functions/a/index.ts:1 True",
                "Npm stripe 14.21.0 supabase/functions/a/index.ts:2 True",
                "Jsr @std/http 1.0.0 supabase/functions/a/index.ts:3 True",
            ]);
        (inventory.Manifest.Directory, inventory.Manifest.Lock).ShouldBe(("supabase/functions", LockStanding.Locked));
    }

    [Theory]
    [InlineData("Gemfile", "gem 'x'", "Gemfile.lock", "GEM\n    \n      (\nDEPENDENCIES\n  (")]
    [InlineData("Cargo.toml", "[dependencies]", "Cargo.lock", "[[package]\nname = \"\ndependencies = [\n")]
    [InlineData("composer.json", "{\"require\":{\"a/b\":\"1\"}}", "composer.lock", "{\"packages\":[[{}],{\"name\":[]}")]
    [InlineData("pubspec.yaml", "dependencies:", "pubspec.lock", "packages:\n    version: 1\n")]
    [InlineData("go.mod", "require (\n\nreplace =>\nrequire x\n)", "go.sum", "\n \n")]
    [InlineData("mix.exs", "{:a, \"\"}", "mix.lock", "%{ \"a\": {:hex")]
    [InlineData(
        "pom.xml",
        "<project><parent><relativePath>pom.xml</relativePath></parent><dependencies><x/></dependencies></project>",
        "b",
        ""
    )]
    [InlineData("build.gradle", "implementation '::'", "gradle.lockfile", "a:b=\n:::=")]
    [InlineData("deno.json", "{\"imports\":{\"a\":\"npm:\",\"b\":\"npm:@\"}}", "deno.lock", "{\"npm\":[],\"packages\":1")]
    public void BrokenFilesDoNotThrow(string manifest, string text, string name, string locked) =>
        Should.NotThrow(() => Inventory.Of((manifest, text), (name, locked)).Manifests.Count);
}
