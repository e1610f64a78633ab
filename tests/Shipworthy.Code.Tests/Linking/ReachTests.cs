namespace Shipworthy.Code.Tests.Linking;

public sealed class ReachTests
{
    [Fact]
    public void TheServerThatTheStartScriptNamesCountsAndTheOtherOneDoesNot() =>
        Reached(
                ("package.json", """{ "scripts": { "start": "node dist/server.js" } }"""),
                ("src/server.ts", """import "./routes" """),
                ("src/routes.ts", """export const later = () => import("./late")"""),
                ("src/late.ts", ""),
                ("src/old-server.ts", "")
            )
            .ShouldBe(["src/late.ts", "src/routes.ts", "src/server.ts"]);

    [Fact]
    public void AContainersCommandIsAnEntryPoint() =>
        Reached(("package.json", "{}"), ("Dockerfile", """CMD ["node", "api.js"]"""), ("api.js", ""), ("left.js", "")).ShouldBe(["api.js"]);

    [Fact]
    public void RoutesByFileNameAreEntryPoints() =>
        Reached(
                ("package.json", "{}"),
                ("app/api/users/route.ts", """import "@/lib/db" """),
                ("lib/db.ts", ""),
                ("lib/unused.ts", ""),
                ("lib/db.test.ts", ""),
                ("supabase/functions/pay/index.ts", "")
            )
            .ShouldBe(["app/api/users/route.ts", "lib/db.test.ts", "lib/db.ts", "supabase/functions/pay/index.ts"]);

    [Fact]
    public void AFileThatLoadsWhatItFindsReachesItsFolder() =>
        Reached(
                ("package.json", """{ "main": "index.js" }"""),
                ("index.js", """require("./models")"""),
                ("models/index.js", "fs.readdirSync(__dirname).forEach(file => require(path.join(__dirname, file)))"),
                ("models/user.js", ""),
                ("other/left.js", "")
            )
            .ShouldBe(["index.js", "models/index.js", "models/user.js"]);

    [Fact]
    public void WithoutAKnownStartEverythingCounts() => Reached(("a.js", ""), ("b.js", "")).ShouldBe(["a.js", "b.js"]);

    static string[] Reached(params (string Path, string Text)[] files)
    {
        var code = Some.Base(files);
        return [.. code.Files.Where(code.IsReachable).Select(file => file.Path)];
    }
}
