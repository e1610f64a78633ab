using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Tells which parts of the app a production compose file puts on the web's own ports. Where a container that is built here has port 80 or 443 of its machine, nothing stands
/// in front of it, and no other program adds a header.
/// </summary>
sealed class PortsInCompose(SourceTree tree, Facts<ContainerUse> uses, Facts<Deployable> parts)
{
    readonly Lazy<HashSet<Deployable>> open = new(() => Open(tree, uses, parts));

    /// <summary>Whether nothing stands between a part and the web.</summary>
    public bool Opens(Deployable part) => open.Value.Contains(part);

    static HashSet<Deployable> Open(SourceTree tree, Facts<ContainerUse> uses, Facts<Deployable> parts)
    {
        var found = new HashSet<Deployable>();
        foreach (var use in uses)
            if (
                use is { By: ContainerHost.Compose, NotProduction: null, BuiltFrom: { } file }
                && tree.Find(use.At.Path) is { } compose
                && YamlFile.Read(compose).Root.Under("services", use.Name)["ports"].Items.Any(IsOfTheWeb)
                && PartOf(Paths.FolderOf(file), parts) is { } part
            )
                found.Add(part);
        return found;
    }

    /// <summary>The part in the folder of the Dockerfile, or the only one below it.</summary>
    static Deployable? PartOf(string folder, Facts<Deployable> parts)
    {
        var serving = parts.Where(part => part.Serves is not Serves.Nothing).ToList();
        return serving.Find(part => part.Folder == folder)
            ?? (serving.FindAll(part => Paths.IsIn(folder, part.Folder)) is [var only] ? only : null);
    }

    /// <summary><c>80:3000</c>, <c>0.0.0.0:443:8443</c> or <c>published: 80</c>; a port of the machine's own address only is none of the web.</summary>
    static bool IsOfTheWeb(YamlNode port)
    {
        if (port.Kind is YamlKind.Map)
            return port["published"].Text is "80" or "443" && !port["host_ip"].Text.StartsWith("127.", StringComparison.Ordinal);
        var words = port.Text.Split('/')[0].Split(':');
        return words.Length > 1 && words[^2] is "80" or "443" && !words[0].StartsWith("127.", StringComparison.Ordinal);
    }
}
