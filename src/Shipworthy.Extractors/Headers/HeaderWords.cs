using System.Buffers;

namespace Shipworthy.Extractors.Headers;

/// <summary>Headers that are looked for in code: by their names, and by the properties that ASP.NET Core has for them.</summary>
sealed class HeaderWords
{
    readonly ImmutableArray<(string Header, string Property)> words;
    readonly SearchValues<string> all;

    /// <summary>Words for headers, given in small letters.</summary>
    public HeaderWords(params ImmutableArray<string> headers)
    {
        words = [.. headers.Select(header => (header, header.Replace("-", "", StringComparison.Ordinal)))];
        all = SearchValues.Create([.. words.SelectMany(word => new[] { word.Header, word.Property })], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text speaks of any of them.</summary>
    public bool StandIn(string text) => text.AsSpan().ContainsAny(all);

    /// <summary>The header that a text names; null for none of them.</summary>
    public string? Named(string? text)
    {
        if (text is not null)
            foreach (var (header, _) in words)
                if (text.Equals(header, StringComparison.OrdinalIgnoreCase))
                    return header;
        return null;
    }

    /// <summary>The header that a property is for: <c>XFrameOptions</c>; null for none of them.</summary>
    public string? OfProperty(string name)
    {
        if (name.Length > 0 && char.IsUpper(name[0]))
            foreach (var (header, property) in words)
                if (name.Equals(property, StringComparison.OrdinalIgnoreCase))
                    return header;
        return null;
    }
}
