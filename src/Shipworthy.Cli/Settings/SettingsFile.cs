using Shipworthy.Cli.Records;

namespace Shipworthy.Cli.Settings;

/// <summary>Reads <c>shipworthy.yaml</c>, and what people put on record beside it.</summary>
static class SettingsFile
{
    /// <summary>Its name in the folder of an app.</summary>
    public const string Name = "shipworthy.yaml";

    /// <summary>The settings of the given file, or of the one in the app; none when the app has none. The app's records are added to them.</summary>
    public static (AppSettings? Settings, Problem? Problem) Read(string? file, string app)
    {
        var path = file ?? Path.Combine(app, Name);
        if (!File.Exists(path))
            return file is null
                ? RecordFolder.AddTo(AppSettings.None, app)
                : (null, new($"there is no settings file at {file}.", "Try:    leave --config out, or name a file that exists"));
        var (settings, problem) = YamlFile.Read(path, Path.GetFileName(path), (reader, root) => reader.Read(root));
        return settings is null ? (null, problem) : RecordFolder.AddTo(settings, app);
    }
}
