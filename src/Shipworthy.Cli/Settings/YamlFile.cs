using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shipworthy.Cli.Settings;

/// <summary>
/// Reads a YAML file that steers a scan. It belongs to the scanned app and is untrusted like the rest of it: it is small by rule, it is no link to
/// somewhere else, and an alias in it is an error.
/// </summary>
static class YamlFile
{
    const int MaximumBytes = 256 * 1024;

    /// <summary>What a reader makes of the file, or what is wrong with it. The name stands in messages.</summary>
    public static (T? Value, Problem? Problem) Read<T>(string path, string name, Func<SettingsReader, YamlNode, T> read)
        where T : class
    {
        string text;
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
                return (null, new($"{name} is a link, and a link is not followed.", "Nothing was scanned."));
            if (file.Length > MaximumBytes)
                return (
                    null,
                    new($"{name} is larger than {MaximumBytes / 1024} KB, which no settings file needs.", "Nothing was scanned.")
                );
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new($"{name} cannot be read: {error.Message}", "Nothing was scanned."));
        }
        return Parse(name, text, read);
    }

    static (T? Value, Problem? Problem) Parse<T>(string name, string text, Func<SettingsReader, YamlNode, T> read)
        where T : class
    {
        var reader = new SettingsReader(name, text);
        try
        {
            // Aliases can multiply a small file into an endless one; nobody needs them here.
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
                if (parser.Current is YamlDotNet.Core.Events.AnchorAlias alias)
                    return (
                        null,
                        reader.Wrong(alias.Start.Line, alias.Start.Column, alias.End.Column, "has an alias, which settings do not take")
                    );
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return (read(reader, yaml.Documents.Count == 0 ? new YamlScalarNode("") : yaml.Documents[0].RootNode), null);
        }
        catch (SettingsException wrong)
        {
            return (null, wrong.Problem);
        }
        catch (YamlException error)
        {
            return (null, reader.Wrong(error.Start.Line, error.Start.Column, error.Start.Column + 1, "is not YAML"));
        }
        catch (InvalidOperationException)
        {
            // What the scanner of YamlDotNet throws where it trips over its own state.
            return (null, new($"{name} is not YAML.", "Nothing was scanned."));
        }
    }
}

/// <summary>Carries what is wrong out of the nested readers of one settings file; it never leaves <see cref="YamlFile"/>.</summary>
sealed class SettingsException(Problem problem) : Exception(problem.What)
{
    /// <summary>What is wrong.</summary>
    public Problem Problem => problem;
}
