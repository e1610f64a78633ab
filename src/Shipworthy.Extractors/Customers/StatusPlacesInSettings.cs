using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Customers;

/// <summary>Finds status pages that files of the repository set up at a company that hosts them: resources of Terraform, and the settings of Upptime.</summary>
public sealed class StatusPlacesInSettings : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(StatusPlace)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Code.Files)
        {
            if (
                file.Language is not Language.Hcl
                || !file.Text.Contains("status", StringComparison.Ordinal)
                    && !file.Text.Contains("uptimerobot_psp", StringComparison.Ordinal)
                || sources.Tree.Find(file.Path) is not { } source
                || !Folders.Counts(source.Role)
            )
                continue;
            foreach (var resource in file.Root.Children.Where(node => node is { Kind: CodeKind.Block, Name: "resource" }))
                if (PageOf(resource) is { } provider)
                    learn.Add(
                        new StatusPlace(resource.At, $"the page {resource.ArgumentAt(1).String} at {provider}")
                        {
                            Kind = StatusPlaceKind.Declared,
                        }
                    );
        }
        foreach (var file in sources.Tree.Named(".upptimerc.yml"))
            if (!Placeholders.IsIn(file.Text) && file.Text.Contains("sites:", StringComparison.Ordinal))
                learn.Add(new StatusPlace(file.AtLine(1), "the page of Upptime") { Kind = StatusPlaceKind.Declared });
    }

    static string? PageOf(Code resource) =>
        resource.ArgumentAt(0).String switch
        {
            "betteruptime_status_page" => "Better Stack",
            "statuspage_page" or "statuspage_component" => "Statuspage",
            "instatus_page" => "Instatus",
            "uptimerobot_psp" or "uptimerobot_status_page" => "UptimeRobot",
            "checkly_status_page" => "Checkly",
            "incident_status_page" => "incident.io",
            "openstatus_status_page" or "openstatus_page" => "OpenStatus",
            "statuscake_status_page" => "StatusCake",
            _ => null,
        };
}
