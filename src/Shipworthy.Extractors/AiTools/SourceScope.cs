using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests;

namespace Shipworthy.Extractors.AiTools;

/// <summary>The files that somebody must have read: code, tests, migrations, infrastructure and pipelines, written for this app.</summary>
static class SourceScope
{
    /// <summary>Whether a file is one of them.</summary>
    public static bool Holds(SourceFile file) =>
        file.Role switch
        {
            FileRole.Prod => CodeFiles.IsCode(file) || Ends(file, ".sql") || Ends(file, ".rules"),
            FileRole.Test or FileRole.Script => Languages.Of(file.Path) is not Language.None,
            FileRole.Migration => Ends(file, ".sql") || Languages.Of(file.Path) is not Language.None,
            FileRole.Ci or FileRole.Infra => true,
            FileRole.Vendored or FileRole.Generated or FileRole.Lock or FileRole.Example or FileRole.Docs or FileRole.Paste => false,
        };

    static bool Ends(SourceFile file, string ending) => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
