using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Frameworks and runtimes of JavaScript that answer over the network by conventions of their own, which no reader knows yet. Without them an app of theirs looks
/// like a folder of files, and what nobody could see would count as absent.
/// </summary>
static class UnreadFrameworks
{
    static readonly ImmutableArray<(string Package, string Framework)> Packages =
    [
        ("@adonisjs/core", "AdonisJS"),
        ("@strapi/strapi", "Strapi"),
        ("@keystone-6/core", "Keystone"),
        ("@medusajs/medusa", "Medusa"),
        ("@feathersjs/feathers", "Feathers"),
        ("@loopback/core", "LoopBack"),
        ("@foal/core", "FoalTS"),
        ("@tsed/platform-http", "Ts.ED"),
        ("@tsed/common", "Ts.ED"),
        ("@midwayjs/core", "Midway"),
        ("@deepkit/http", "Deepkit"),
        ("routing-controllers", "routing-controllers"),
        ("encore.dev", "Encore"),
        ("sails", "Sails"),
        ("moleculer-web", "Moleculer"),
        ("actionhero", "Actionhero"),
        ("egg", "Egg"),
        ("parse-server", "Parse Server"),
        ("directus", "Directus"),
        ("@solidjs/start", "SolidStart"),
        ("@builder.io/qwik-city", "Qwik City"),
        ("@analogjs/platform", "Analog"),
        ("rwsdk", "RedwoodSDK"),
        ("vike", "Vike"),
        ("probot", "Probot"),
        ("@slack/bolt", "Bolt"),
        ("@azure/functions", "Azure Functions"),
        ("@google-cloud/functions-framework", "Cloud Run functions"),
        ("@aws-amplify/backend", "Amplify"),
    ];

    static readonly ImmutableArray<(string File, string Framework)> Marks =
    [
        ("main.wasp", "Wasp"),
        ("main.wasp.ts", "Wasp"),
        (".meteor/release", "Meteor"),
        ("encore.app", "Encore"),
        ("convex/_generated/server.js", "Convex"),
        ("convex/schema.ts", "Convex"),
        ("convex.json", "Convex"),
    ];

    /// <summary>A backend of its own that stands beside whatever else a folder holds: the functions of Convex run at Convex.</summary>
    public static (Location At, string Framework)? BesideIn(SourceTree tree, string folder) =>
        tree.Find(folder.Length == 0 ? "convex/schema.ts" : $"{folder}/convex/schema.ts") is { } schema
            ? (schema.AtLine(1), "Convex")
            : null;

    /// <summary>The framework of the package in a folder, with the place that names it; null when none of these is used.</summary>
    public static (Location At, string Framework)? In(SourceTree tree, SourceFile manifest, YamlNode packages)
    {
        var folder = manifest.Folder;
        foreach (var (file, framework) in Marks)
            if (tree.Find(folder.Length == 0 ? file : $"{folder}/{file}") is { } mark)
                return (mark.AtLine(1), framework);
        var runtime = packages["dependencies"];
        foreach (var (package, framework) in Packages)
            if (runtime.Has(package))
                return (manifest.At(Math.Max(0, manifest.Text.IndexOf($"\"{package}\"", StringComparison.Ordinal))), framework);
        return null;
    }
}
