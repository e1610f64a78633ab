using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Separation;

/// <summary>Tells whether developers have a store of their own.</summary>
static partial class LocalStores
{
    /// <summary>What shows it, as a clause; null when nothing does.</summary>
    public static string? In(SourceTree tree, App known)
    {
        if (
            known.InfraResources.FirstOrDefault(one =>
                one.Tool is InfraTool.Compose or InfraTool.Aspire && one.Kind is InfraKind.Database
            ) is
            { } own
        )
            return $"{own.At.Path} starts one for developers";
        foreach (var file in tree.Files)
            if (
                file.Role is FileRole.Prod or FileRole.Script or FileRole.Infra or FileRole.Example or FileRole.Docs
                && file.Text.Length < 200_000
                && Local().IsMatch(file.Text)
            )
                return $"{file.Path} names one for developers";
        return null;
    }

    [GeneratedRegex(
        @"supabase start|emulators:start|(?:postgres(?:ql)?|mysql|mongodb)://[^\s""']*@?(?:localhost|127\.0\.0\.1)|Host=localhost|neonctl branches create|file:\./dev\.db",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Local();
}
