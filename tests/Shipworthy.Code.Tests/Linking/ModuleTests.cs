using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class ModuleTests
{
    [Theory]
    [InlineData("./db", "src/db.ts")]
    [InlineData("./db.js", "src/db.ts")]
    [InlineData("./routes", "src/routes/index.ts")]
    [InlineData("../src/db", "src/db.ts")]
    [InlineData("./db?raw", "src/db.ts")]
    [InlineData("../../outside", null)]
    [InlineData("express", null)]
    public void ARelativeNameLeadsToItsFile(string module, string? path)
    {
        var code = Some.Base(("src/app.ts", ""), ("src/db.ts", ""), ("src/routes/index.ts", ""));
        code.Module(code.Find("src/app.ts")!, module)?.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": ["./src/*"], }, /* a comment */ } }""")]
    [InlineData("""{ "compilerOptions": { "baseUrl": "src", "paths": { "@/*": ["*"] } } }""")]
    [InlineData("""{ "extends": "./base.json" }""")]
    [InlineData("""{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }""")]
    public void APathAliasLeadsToItsFile(string tsconfig)
    {
        var code = Some.Base(
            ("web/tsconfig.json", tsconfig),
            ("web/base.json", """{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }"""),
            ("web/tsconfig.app.json", """{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }"""),
            ("web/src/lib/db.ts", ""),
            ("web/src/pages/a.ts", "")
        );
        code.Module(code.Find("web/src/pages/a.ts")!, "@/lib/db")?.Path.ShouldBe("web/src/lib/db.ts");
    }

    [Fact]
    public void ABaseOfPathsLeavesPackagesWhatTheyAre()
    {
        var code = Some.Base(
            ("api/tsconfig.json", """{ "compilerOptions": { "baseUrl": "./" } }"""),
            ("api/src/main.ts", """import { NestFactory } from "@nestjs/core"; NestFactory.create();""")
        );
        code.Imports("@nestjs/core").ShouldBeTrue();
        code.OriginOf(code.Calls("create").Single()).Package.ShouldBe("@nestjs/core");
    }

    [Fact]
    public void AnExtensionOfItselfEnds()
    {
        var code = Some.Base(("tsconfig.json", """{ "extends": "./tsconfig.json" }"""), ("a.ts", ""));
        code.Module(code.Files[0], "@acme/x").ShouldBeNull();
    }

    [Theory]
    [InlineData("@acme/db", "packages/db/src/index.ts")]
    [InlineData("@acme/db/client", "packages/db/src/client.ts")]
    [InlineData("@acme/ui/button", "packages/ui/src/button.tsx")]
    [InlineData("@acme/plain/util", "packages/plain/util.js")]
    [InlineData("#config", "apps/web/config.ts")]
    public void AWorkspaceLeadsToItsSource(string module, string path)
    {
        var code = Some.Base(
            ("apps/web/package.json", """{ "name": "web", "imports": { "#config": "./config.ts" } }"""),
            ("apps/web/config.ts", ""),
            ("apps/web/a.ts", ""),
            (
                "packages/db/package.json",
                """{ "name": "@acme/db", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./*": "./src/*.ts" } }"""
            ),
            ("packages/db/src/index.ts", ""),
            ("packages/db/src/client.ts", ""),
            ("packages/ui/package.json", """{ "name": "@acme/ui" }"""),
            ("packages/ui/src/button.tsx", ""),
            ("packages/plain/package.json", """{ "name": "@acme/plain", "main": "util.js" }"""),
            ("packages/plain/util.js", "")
        );
        code.Module(code.Find("apps/web/a.ts")!, module)?.Path.ShouldBe(path);
    }

    [Fact]
    public void AnImportMapOfDenoNamesPackages()
    {
        var code = Some.Base(
            ("deno.json", """{ "imports": { "supabase": "npm:@supabase/supabase-js@2", "~/": "./lib/" } }"""),
            ("lib/a.ts", "export const a = 1"),
            ("app.ts", """import { createClient } from "supabase"; import { a } from "~/a.ts"; createClient""")
        );
        code.OriginOf(code.Find("app.ts")!.Root.Children.Last()).Package.ShouldBe("@supabase/supabase-js");
        code.Module(code.Find("app.ts")!, "~/a.ts")?.Path.ShouldBe("lib/a.ts");
    }

    [Theory]
    [InlineData("stripe", "stripe")]
    [InlineData("@scope/name/sub/path", "@scope/name")]
    [InlineData("node:fs/promises", "fs")]
    [InlineData("npm:@supabase/supabase-js@2.39.0", "@supabase/supabase-js")]
    [InlineData("https://esm.sh/v135/stripe@12.0.0/es2022/stripe.mjs", "stripe")]
    [InlineData("https://deno.land/std@0.168.0/http/server.ts", "deno.land/std")]
    [InlineData("jsr:@std/http@1", "@std/http")]
    public void APackageIsNamedWithoutVersionAndPath(string module, string package)
    {
        var code = Some.Base(("a.ts", $"""import x from "{module}"; x"""));
        code.OriginOf(code.Files[0].Root.Children.Last()).Package.ShouldBe(package);
    }
}
