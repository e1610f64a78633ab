using System.Text;
using System.Text.Json;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>
/// Reads what exports of tools hold without a sensitive name beside it: the value of a key header in collections of Postman and Insomnia, variables that
/// Postman marks as secret, credentials of n8n in clear, and the session cookies of a recorded browser (HAR 1.2).
/// </summary>
static class ExportedValues
{
    static readonly JsonReaderOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 128,
    };

    /// <summary>Texts by which such an export is known.</summary>
    public static ImmutableArray<string> Needles { get; } =
    ["_postman_", "getpostman.com", "\"httpHeaderAuth\"", "\"n8n-nodes-", "\"insomnia.", "\"cookies\""];

    /// <summary>The values of an export; those in front of the place where it is broken, when it is.</summary>
    public static List<Sighting> In(SearchedBlob blob)
    {
        var found = new List<Sighting>();
        if (blob.Bytes.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
            return found;
        var reader = new Utf8JsonReader(blob.Bytes.Span, Tolerant);
        try
        {
            if (reader.Read())
                Walk(ref reader, blob, "", found);
        }
        catch (JsonException)
        {
            // What stood in front of the broken place was read.
        }
        return found;
    }

    /// <summary>Reads a value of a member of the given name; the items of a list have the name of the list.</summary>
    static void Walk(ref Utf8JsonReader reader, SearchedBlob blob, string owner, List<Sighting> found)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                Walk(ref reader, blob, owner, found);
        if (reader.TokenType is not JsonTokenType.StartObject)
            return;
        var members = new Dictionary<string, Member>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = Encoding.UTF8.GetString(reader.ValueSpan);
            if (!reader.Read())
                return;
            if (reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped)
                members[name] = new(Encoding.UTF8.GetString(reader.ValueSpan), (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            else
                Walk(ref reader, blob, name, found);
        }
        if (
            members.TryGetValue("value", out var value)
            && NounOf(owner, members) is { } noun
            && Sight(blob, members, value, noun) is { } sighting
        )
            found.Add(sighting);
    }

    static string? NounOf(string owner, Dictionary<string, Member> members) =>
        (owner, TextOf(members, "type"), TextOf(members, "key"), TextOf(members, "name")) switch
        {
            ("apikey", _, "value", _) or ("authentication", "apikey", _, _) or ("data", _, _, not "") => "the key of a request",
            (_, "secret", not "", _) => "a variable that is marked as secret",
            ("cookies", _, _, var name) when IsSession(name) => "the cookie of a session",
            _ => null,
        };

    static bool IsSession(string name) =>
        SensitiveName
            .WordsOf(name)
            .Any(word => word is "session" or "sess" or "sid" or "sessionid" or "auth" or "jwt" or "token" or "connect");

    static string TextOf(Dictionary<string, Member> members, string name) => members.TryGetValue(name, out var member) ? member.Text : "";

    static Sighting? Sight(SearchedBlob blob, Dictionary<string, Member> members, Member value, string noun)
    {
        var name = TextOf(members, "name") is { Length: > 0 } named ? named : TextOf(members, "key");
        if (
            !Randomness.LooksRandom(value.Text)
            || Words.ReadLike(value.Text)
            || Words.IsCode(value.Text)
            || Placeholders.AsNamed(value.Text, name)
        )
            return null;
        var found = new NamedValue(name, value.Text, value.Start, value.Length, Quoted: true);
        return NamedSecrets.Judged(blob, found, "exported-value", noun, random: true, Sensitivity.Key);
    }

    readonly record struct Member(string Text, int Start, int Length);
}
