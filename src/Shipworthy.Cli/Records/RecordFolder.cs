using Shipworthy.Cli.Settings;
using Shipworthy.Model;
using YamlDotNet.RepresentationModel;

namespace Shipworthy.Cli.Records;

/// <summary>
/// What people put on record in an app: one statement or waiver a file, so that each is reviewed in a pull request and two people never edit the same lines.
/// </summary>
static class RecordFolder
{
    /// <summary>Folder of the statements.</summary>
    public const string Attestations = ".shipworthy/attestations";

    /// <summary>Folder of the waivers.</summary>
    public const string Waivers = ".shipworthy/waivers";

    /// <summary>More files than any team writes: beyond it, the folder is not what it seems.</summary>
    const int MaximumFiles = 2000;

    /// <summary>The settings with the records of the app, or what is wrong with the first one that is wrong.</summary>
    public static (AppSettings? Settings, Problem? Problem) AddTo(AppSettings settings, string app)
    {
        var (attestations, wrong) = Read(app, Attestations, (reader, root) => reader.Statement(root));
        if (wrong is not null)
            return (null, wrong);
        var (waivers, wrongWaiver) = Read(app, Waivers, (reader, root) => reader.Acceptance(root));
        if (wrongWaiver is not null)
            return (null, wrongWaiver);
        return (
            settings with
            {
                Attestations = [.. settings.Attestations, .. attestations],
                Waivers = [.. settings.Waivers, .. waivers],
            },
            null
        );
    }

    static (ImmutableArray<T> Records, Problem? Problem) Read<T>(string app, string folder, Func<SettingsReader, YamlNode, T> read)
        where T : class
    {
        List<string> files;
        try
        {
            var place = new DirectoryInfo(Path.Combine(app, folder));
            if (!place.Exists)
                return ([], null);
            if (place.LinkTarget is not null || place.Parent?.LinkTarget is not null)
                return ([], new($"{folder} is a link, and a link is not followed.", "Nothing was scanned."));
            files =
            [
                .. place
                    .EnumerateFiles()
                    .Where(file => file.Extension is ".yaml" or ".yml")
                    .Take(MaximumFiles + 1)
                    .Select(file => file.Name)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ([], new($"{folder} cannot be read: {error.Message}", "Nothing was scanned."));
        }
        if (files.Count > MaximumFiles)
            return ([], new($"{folder} holds more than {MaximumFiles} records.", "Nothing was scanned."));
        var records = ImmutableArray.CreateBuilder<T>();
        foreach (var file in files)
        {
            var (record, problem) = YamlFile.Read(Path.Combine(app, folder, file), $"{folder}/{file}", read);
            if (record is null)
                return ([], problem);
            records.Add(record);
        }
        return (records.ToImmutable(), null);
    }
}
