using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Finds images that are told at their build for which environment they are, and take that environment's file of values in (rubric 5.3, rule 2).</summary>
static partial class ImagesForStages
{
    /// <summary>Where the image of a part takes the name of its environment, and as what; null where it takes none.</summary>
    public static (Location At, string Argument)? Of(SourceTree tree, App known, Deployable part)
    {
        foreach (var image in known.ContainerFiles.Where(file => Paths.IsIn(part.Folder, file.At.Path)))
            if (tree.Find(image.At.Path) is { } file)
                foreach (Match argument in Argument().Matches(file.Text))
                    if (argument.Groups["name"].Value is var name && Chooses(file.Text[argument.Index..], name))
                        return (file.At(argument.Index), name);
        return null;
    }

    /// <summary>Whether what follows picks a file of values, or the mode of the build, by an argument.</summary>
    static bool Chooses(string text, string name) =>
        Matches(text, $@"\.env\.\$\{{?{name}\b|--mode[ =][""']?\$\{{?{name}\b")
        || Matches(text, $@"\$\{{?{name}\}}?[""']?\s*={{1,2}}\s*[""']?stag\w*[""']?(?:[^\n]|\\\n){{0,200}}\bcp\s+\S*\.env\.stag");

    static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    [GeneratedRegex(
        @"^ARG\s+(?<name>(?!NODE_ENV\b)[A-Z_]*(?:ENV|ENVIRONMENT|STAGE))\s*(?:=|$)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Argument();
}
