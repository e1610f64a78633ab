using System.Collections.Concurrent;
using System.Text.Json;

namespace Shipworthy.Syntax.Linking;

/// <summary>JSON files of the app, read once each. Comments and commas at the end are allowed, as in tsconfig.json.</summary>
sealed class JsonFiles(CodeBase code)
{
    static readonly JsonDocumentOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 64,
    };

    readonly ConcurrentDictionary<string, JsonElement?> known = new(StringComparer.Ordinal);

    /// <summary>The object in a file; null when there is no such file or no object in it.</summary>
    public JsonElement? Read(string path) => code.Exists(path) ? known.GetOrAdd(path, Parse) : null;

    JsonElement? Parse(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(code.Read(path) ?? "", Tolerant);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Questions to JSON that never throw: what is absent or of another type is null or empty.</summary>
static class JsonQuestions
{
    /// <summary>An entry of an object.</summary>
    public static JsonElement? Get(this JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var found) ? found : null;

    /// <summary>The content of a string.</summary>
    public static string? Text(this JsonElement? json) => json is { ValueKind: JsonValueKind.String } element ? element.GetString() : null;

    /// <summary>The entries of an object.</summary>
    public static IEnumerable<(string Name, JsonElement? Value)> Entries(this JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } element
            ? element.EnumerateObject().Select(entry => (entry.Name, (JsonElement?)entry.Value))
            : [];

    /// <summary>The items of an array; a string alone counts as an array of one.</summary>
    public static IEnumerable<string> Texts(this JsonElement? json) =>
        json switch
        {
            { ValueKind: JsonValueKind.String } => [json.Text()!],
            { ValueKind: JsonValueKind.Array } element => element
                .EnumerateArray()
                .Select(item => ((JsonElement?)item).Text())
                .OfType<string>(),
            _ => [],
        };

    /// <summary>Every string anywhere inside.</summary>
    public static IEnumerable<string> AllTexts(this JsonElement? json) =>
        json switch
        {
            { ValueKind: JsonValueKind.String } => [json.Text()!],
            { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().SelectMany(item => AllTexts(item)),
            { ValueKind: JsonValueKind.Object } element => element.EnumerateObject().SelectMany(entry => AllTexts(entry.Value)),
            _ => [],
        };
}
