using Shipworthy.Extractors.Reading;
using YamlDotNet.Core;

namespace Shipworthy.Extractors.Yaml;

/// <summary>
/// A YAML file as a tree of nodes with their places. Reading never fails: a file that is broken, a template, or made to exhaust its reader has no
/// documents and says why.
/// </summary>
public sealed class YamlFile
{
    YamlFile(SourceFile source, ImmutableArray<YamlNode> documents, string? unreadable)
    {
        Source = source;
        Documents = documents;
        Unreadable = unreadable;
    }

    /// <summary>The file.</summary>
    public SourceFile Source { get; }

    /// <summary>Its documents, in their order.</summary>
    public ImmutableArray<YamlNode> Documents { get; }

    /// <summary>Why it could not be read, as a clause about the file: "is a template"; null when it was read.</summary>
    public string? Unreadable { get; }

    /// <summary>The first document; absent when there is none.</summary>
    public YamlNode Root => Documents is [var first, ..] ? first : YamlNode.AbsentAt(Location.File(Source.Path));

    /// <summary>Reads a file.</summary>
    public static YamlFile Read(SourceFile source)
    {
        if (source.Text.Length > YamlTree.MostCharacters)
            return new(source, [], "is too large to be read as YAML");
        try
        {
            return new(source, YamlTree.Read(source), null);
        }
        catch (YamlUnreadableException refused)
        {
            return new(source, [], refused.Message);
        }
        catch (YamlException error)
        {
            return new(source, [], IsTemplate(source.Text) ? "is a template" : $"is not valid YAML in line {error.Start.Line}");
        }
        catch (InvalidOperationException)
        {
            // What the scanner of YamlDotNet throws where it trips over its own state.
            return new(source, [], IsTemplate(source.Text) ? "is a template" : "is not valid YAML");
        }
    }

    /// <summary>Helm and its kin write <c>{{ … }}</c>; GitHub's <c>${{ … }}</c> is a text to YAML.</summary>
    internal static bool IsTemplate(string text)
    {
        for (var at = text.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", at + 2, StringComparison.Ordinal))
            if (at == 0 || text[at - 1] != '$')
                return true;
        return false;
    }
}

/// <summary>A file that is YAML, and that we refuse to read.</summary>
sealed class YamlUnreadableException(string because) : Exception(because);
