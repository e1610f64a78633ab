using System.Globalization;
using System.Text.Json;

namespace Shipworthy.Syntax.Linking.CSharp;

/// <summary>A file of settings of ASP.NET Core: JSON with comments and trailing commas, keys without case, sections joined with colons.</summary>
sealed class SettingsJson
{
    readonly JsonElement? root;

    SettingsJson(JsonElement? root) => this.root = root;

    /// <summary>Reads the text; one that is no JSON holds nothing.</summary>
    public static SettingsJson Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text,
                new()
                {
                    CommentHandling = JsonCommentHandling.Skip,
                    AllowTrailingCommas = true,
                    MaxDepth = 64,
                }
            );
            return new(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new(null);
        }
    }

    /// <summary>The value of a key; null when the file does not have it.</summary>
    public Value? Find(string key)
    {
        if (root is not { } at)
            return null;
        foreach (var name in key.Split(':'))
        {
            if (at.ValueKind != JsonValueKind.Object)
                return null;
            JsonElement? next = null;
            foreach (var entry in at.EnumerateObject())
                if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    next = entry.Value;
            if (next is not { } found)
                return null;
            at = found;
        }
        return ValueOf(at);
    }

    static Value ValueOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => new Value.Text(element.GetString()!),
            JsonValueKind.Number => new Value.Number(double.Parse(element.GetRawText(), CultureInfo.InvariantCulture)),
            JsonValueKind.True or JsonValueKind.False => new Value.Truth(element.ValueKind == JsonValueKind.True),
            JsonValueKind.Array => new Value.ListOf([.. element.EnumerateArray().Select(ValueOf)]),
            JsonValueKind.Object => new Value.ObjectOf(
                element
                    .EnumerateObject()
                    .GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                    .ToImmutableDictionary(group => group.Key, group => ValueOf(group.Last().Value), StringComparer.OrdinalIgnoreCase)
            ),
            JsonValueKind.Null or JsonValueKind.Undefined => new Value.Nothing(),
        };
}
