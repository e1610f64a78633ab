using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Documents of Mongoose that save or delete themselves where their way to the call could not be followed: one of a list, one of two that a condition chose. It is still a
/// change of one of them.
/// </summary>
static partial class SavedDocuments
{
    /// <summary>What a call asks; null where it is none of these.</summary>
    public static string? By(Site site) =>
        site.Name is "save" or "deleteOne"
        && site.Node.File.Language is Language.JavaScript or Language.TypeScript
        && site.Node.Receiver is { Kind: CodeKind.Name } held
        && site.Node.Arguments.All(one => one.Kind is CodeKind.Object)
        && site.Sources.Code is var code
        && code.Imports("mongoose")
        && !code.Target(site.Node).Exists
        && code.Definition(held) is { Kind: CodeKind.Variable } variable
        && variable.Enclosing(CodeKind.Function).Exists
        && Models().IsMatch(site.Node.File.Text)
            ? "mongoose"
            : null;

    /// <summary>Whether a file takes models in.</summary>
    [GeneratedRegex(
        @"require\(\s*['""][^'""]*(?:models?/|mongoose)|from\s+['""][^'""]*(?:models?/|mongoose)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Models();
}
