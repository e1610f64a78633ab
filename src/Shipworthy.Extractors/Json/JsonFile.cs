using System.Text;
using System.Text.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Json;

/// <summary>
/// Reads JSON, with the comments and trailing commas that tools allow in their settings, into the same nodes as YAML, of which JSON is a part: what a
/// platform accepts in either form is then read by one reader. Reading never fails: a broken file is a node that is not there.
/// </summary>
public static class JsonFile
{
    /// <summary>Far above what settings have; lock files and data are not read as settings.</summary>
    const int MostCharacters = 2_000_000;

    static readonly JsonReaderOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 128,
    };

    /// <summary>The root of the file; absent when it is not JSON.</summary>
    public static YamlNode Read(SourceFile source)
    {
        if (source.Text.Length > MostCharacters)
            return YamlNode.AbsentAt(Location.File(source.Path));
        var bytes = Encoding.UTF8.GetBytes(source.Text);
        var reader = new Utf8JsonReader(bytes, Tolerant);
        var places = new Places(source, bytes);
        try
        {
            return reader.Read() ? Node(ref reader, places) : YamlNode.AbsentAt(Location.File(source.Path));
        }
        catch (JsonException)
        {
            return YamlNode.AbsentAt(Location.File(source.Path));
        }
    }

    static YamlNode Node(ref Utf8JsonReader reader, Places places)
    {
        var at = places.Of(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<YamlNode>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    items.Add(Node(ref reader, places));
                return YamlNode.List(at, items.ToImmutable());
            case JsonTokenType.StartObject:
                var entries = ImmutableArray.CreateBuilder<YamlEntry>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
                {
                    var (key, keyAt) = (Text(ref reader), places.Of(reader.TokenStartIndex));
                    reader.Read();
                    entries.Add(new(key, keyAt, Node(ref reader, places)));
                }
                return YamlNode.Map(at, entries.ToImmutable());
            case JsonTokenType.String:
                return YamlNode.Scalar(at, Text(ref reader), quoted: true, keepsLines: false);
            default:
                return YamlNode.Scalar(at, Encoding.UTF8.GetString(reader.ValueSpan), quoted: false, keepsLines: false);
        }
    }

    /// <summary>A string may hold a lone half of a surrogate pair, which no string of ours can; then it is taken as written.</summary>
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

    /// <summary>The reader counts bytes, people count lines. Tokens come in order, so one walk over the bytes serves all.</summary>
    sealed class Places(SourceFile source, byte[] bytes)
    {
        int seen;
        int line = 1;
        int lineStart;

        public Location Of(long offset)
        {
            for (; seen < offset; seen++)
                if (bytes[seen] == (byte)'\n')
                    (line, lineStart) = (line + 1, seen + 1);
            return Location.At(source.Path, line, Encoding.UTF8.GetCharCount(bytes.AsSpan(lineStart..(int)offset)) + 1);
        }
    }
}
