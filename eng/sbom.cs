#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false

// Writes the bill of materials of a native program as CycloneDX 1.6: the NuGet packages that are compiled into it, the .NET runtime, and the grammars from
// npm that lie beside it. It says nothing that changes from build to build of the same commit.
//
//   dotnet run eng/sbom.cs -- VERSION PLATFORM project.assets.json OUT

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

if (args is not [var version, var platform, var assets, var to])
{
    Console.Error.WriteLine("sbom.cs: takes VERSION PLATFORM project.assets.json OUT");
    return 2;
}
var root = Path.GetDirectoryName(Path.GetDirectoryName(Here()))!;
var components = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
foreach (var component in OfNuGet(assets).Concat(OfNpm(Path.Combine(root, "package-lock.json"))))
    components[(string)component["bom-ref"]!] = component;
var self = $"pkg:generic/shipworthy@{version}?platform={platform}";
var bom = new JsonObject
{
    ["bomFormat"] = "CycloneDX",
    ["specVersion"] = "1.6",
    ["serialNumber"] = $"urn:uuid:{Uuid(self + string.Concat(components.Keys))}",
    ["version"] = 1,
    ["metadata"] = new JsonObject
    {
        ["timestamp"] = Commit().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["component"] = new JsonObject
        {
            ["type"] = "application",
            ["bom-ref"] = self,
            ["name"] = "shipworthy",
            ["version"] = version,
            ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "Apache-2.0" } }),
        },
    },
    ["components"] = new JsonArray([.. components.Values]),
    ["dependencies"] = new JsonArray(
        new JsonObject { ["ref"] = self, ["dependsOn"] = new JsonArray([.. components.Keys.Select(key => (JsonNode)key)]) }
    ),
};
var options = new JsonWriterOptions
{
    Indented = true,
    NewLine = "\n",
    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
};
using (var stream = File.Create(to))
using (var json = new Utf8JsonWriter(stream, options))
    bom.WriteTo(json);
Console.WriteLine($"{to}: {components.Count} components");
return 0;

static string Here([CallerFilePath] string path = "") => path;

static DateTime Commit() =>
    DateTimeOffset
        .FromUnixTimeSeconds(
            long.Parse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "946684800", CultureInfo.InvariantCulture)
        )
        .UtcDateTime;

// Packages that only build (analyzers, generators) bring no assembly to run, and are no part of the program.
static IEnumerable<JsonObject> OfNuGet(string assets)
{
    var all = JsonNode.Parse(File.ReadAllText(assets))!;
    var target = all["targets"]!.AsObject().OrderByDescending(entry => entry.Key.Length).First().Value!.AsObject();
    foreach (var (key, library) in target)
    {
        var isCompiledIn = library!["runtime"]?.AsObject().Any(file => !file.Key.EndsWith("/_._", StringComparison.Ordinal)) == true;
        var isRuntime = key.StartsWith("Microsoft.DotNet.ILCompiler/", StringComparison.Ordinal);
        if ((string?)library["type"] != "package" || !(isCompiledIn || isRuntime))
            continue;
        var (name, version) = (key.Split('/')[0], key.Split('/')[1]);
        yield return Component($"pkg:nuget/{name}@{version}", name, version, (string?)all["libraries"]![key]!["sha512"], null);
    }
}

static IEnumerable<JsonObject> OfNpm(string lockFile)
{
    foreach (var (key, package) in JsonNode.Parse(File.ReadAllText(lockFile))!["packages"]!.AsObject())
    {
        const string folder = "node_modules/";
        if (!key.StartsWith(folder, StringComparison.Ordinal) || !key[folder.Length..].StartsWith("tree-sitter", StringComparison.Ordinal))
            continue;
        var (name, version) = (key[folder.Length..], (string)package!["version"]!);
        yield return Component(
            $"pkg:npm/{name}@{version}",
            name,
            version,
            ((string?)package["integrity"])?.Split("sha512-")[^1],
            (string?)package["license"]
        );
    }
}

static JsonObject Component(string purl, string name, string version, string? sha512, string? license)
{
    var component = new JsonObject
    {
        ["type"] = "library",
        ["bom-ref"] = purl,
        ["name"] = name,
        ["version"] = version,
        ["scope"] = "required",
    };
    if (sha512 is not null)
        component["hashes"] = new JsonArray(
            new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(sha512)) }
        );
    if (license is not null)
        component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = license } });
    component["purl"] = purl;
    return component;
}

// A name-based UUID (RFC 9562, version 8) of what the bill holds.
static Guid Uuid(string text)
{
    var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
    bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
    return new Guid(bytes, bigEndian: true);
}
