using System.Runtime.CompilerServices;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Packages that Django loads: those that <c>INSTALLED_APPS</c> names. The models of others get no tables.</summary>
static class DjangoApps
{
    static readonly ConditionalWeakTable<Sources, StrongBox<ImmutableArray<string>?>> Known = [];

    /// <summary>Whether a file lies in a package that Django loads; true where that could not be told.</summary>
    public static bool Loads(Sources sources, string path) =>
        Known.GetValue(sources, static all => new(Of(all))).Value is not { } folders
        || folders.Any(folder =>
            path.StartsWith(folder, StringComparison.Ordinal) || path.Contains("/" + folder, StringComparison.Ordinal)
        );

    /// <summary>The folders of all packages, each with a slash at its end; null where a list is not wholly written down.</summary>
    static ImmutableArray<string>? Of(Sources sources)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        foreach (var settings in DjangoSettings.Of(sources))
        {
            var names = settings.Texts("INSTALLED_APPS").ToList();
            if (names.Count == 0 || !settings.IsWritten("INSTALLED_APPS"))
                return null;
            all.AddRange(names.Select(Folder));
        }
        return all.Count == 0 ? null : all.ToImmutable();
    }

    /// <summary>The folder of a package, which a class in its <c>apps</c> may stand for: <c>shop.orders.apps.OrdersConfig</c>.</summary>
    static string Folder(string name)
    {
        var package = name.IndexOf(".apps.", StringComparison.Ordinal) is > 0 and var apps ? name[..apps] : name;
        return package.Replace('.', '/') + "/";
    }
}
