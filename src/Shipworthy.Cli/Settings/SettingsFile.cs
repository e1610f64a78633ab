using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shipworthy.Cli.Settings;

/// <summary>
/// Reads <c>shipworthy.yaml</c>. It belongs to the scanned app and is untrusted like the rest of it: it is small by rule, and an alias in it is an error.
/// </summary>
static class SettingsFile
{
    const string Name = "shipworthy.yaml";
    const int MaximumBytes = 256 * 1024;

    /// <summary>The settings of the given file, or of the one in the app; none when the app has none.</summary>
    public static (AppSettings? Settings, Problem? Problem) Read(string? file, string app)
    {
        var path = file ?? Path.Combine(app, Name);
        if (!File.Exists(path))
            return file is null
                ? (AppSettings.None, null)
                : (null, new($"there is no settings file at {file}.", "Try:    leave --config out, or name a file that exists"));
        var name = Path.GetFileName(path);
        string text;
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
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
        return Parse(name, text);
    }

    internal static (AppSettings? Settings, Problem? Problem) Parse(string name, string text)
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
            if (yaml.Documents.Count == 0)
                return (AppSettings.None, null);
            return (reader.Read(yaml.Documents[0].RootNode), null);
        }
        catch (SettingsException wrong)
        {
            return (null, wrong.Problem);
        }
        catch (YamlException error)
        {
            return (null, reader.Wrong(error.Start.Line, error.Start.Column, error.Start.Column + 1, "is not YAML"));
        }
    }
}

/// <summary>Carries what is wrong out of the nested readers of one settings file; it never leaves <see cref="SettingsFile"/>.</summary>
sealed class SettingsException(Problem problem) : Exception(problem.What)
{
    /// <summary>What is wrong.</summary>
    public Problem Problem => problem;
}
