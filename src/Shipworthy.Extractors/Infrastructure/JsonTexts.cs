using System.Text;
using System.Text.Json;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>
/// Reads JSON that stands as a text inside of other files, such as a policy in a heredoc: it becomes the tree that it means. Values that are put into the text are
/// kept where they stand.
/// </summary>
static class JsonTexts
{
    const int MostCharacters = 200_000;

    /// <summary>Characters for private use (Unicode, area U+E000) hold the places of values while the text is read.</summary>
    const char Open = '\uE000';
    const char Close = '\uE001';

    static readonly JsonReaderOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 64,
    };

    /// <summary>The tree that the text means; the value itself when it is no object or array of JSON.</summary>
    public static InfraValue Parsed(InfraValue value)
    {
        var first = value.Kind is InfraValueKind.Joined ? value.Items[0] : value;
        if (first.Kind is not InfraValueKind.Text || first.Text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return value;
        var holes = new List<InfraValue>();
        var text = new StringBuilder();
        foreach (var part in value.Kind is InfraValueKind.Joined ? value.Items : [value])
            if (part.Kind is InfraValueKind.Text)
                text.Append(part.Text);
            else
            {
                text.Append(Hole(text, holes.Count));
                holes.Add(part);
            }
        if (text.Length > MostCharacters)
            return value;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.ToString()), Tolerant);
        try
        {
            return reader.Read() ? Node(ref reader, value.At, holes) : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>A value between quotes is a part of a text; one that stands alone is a value of its own.</summary>
    static string Hole(StringBuilder before, int index)
    {
        var inText = false;
        for (var at = 0; at < before.Length; at++)
            if (before[at] == '\\')
                at++;
            else if (before[at] == '"')
                inText = !inText;
        return inText ? $"{Open}{index}{Close}" : $"\"{Open}{index}{Close}\"";
    }

    static InfraValue Node(ref Utf8JsonReader reader, Location at, List<InfraValue> holes)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<InfraValue>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    items.Add(Node(ref reader, at, holes));
                return InfraValue.ListAt(at, items.ToImmutable());
            case JsonTokenType.StartObject:
                var entries = ImmutableArray.CreateBuilder<(string, InfraValue)>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
                {
                    var key = Filled(Text(ref reader), at, holes).Shown;
                    reader.Read();
                    entries.Add((key, Node(ref reader, at, holes)));
                }
                return InfraValue.MapAt(at, entries.ToImmutable());
            case JsonTokenType.String:
                return Filled(Text(ref reader), at, holes);
            case JsonTokenType.Null:
                return InfraValue.NullAt(at);
            default:
                return InfraValue.TextAt(at, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    static InfraValue Filled(string text, Location at, List<InfraValue> holes)
    {
        if (!text.Contains(Open, StringComparison.Ordinal))
            return InfraValue.TextAt(at, text);
        var parts = new List<InfraValue>();
        var from = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0; open = text.IndexOf(Open, from))
        {
            var close = text.IndexOf(Close, open);
            if (close < 0 || !int.TryParse(text.AsSpan(open + 1, close - open - 1), out var index) || index >= holes.Count)
                break;
            if (open > from)
                parts.Add(InfraValue.TextAt(at, text[from..open]));
            parts.Add(holes[index]);
            from = close + 1;
        }
        if (from < text.Length)
            parts.Add(InfraValue.TextAt(at, text[from..]));
        return InfraValue.JoinedAt(at, parts);
    }
}
