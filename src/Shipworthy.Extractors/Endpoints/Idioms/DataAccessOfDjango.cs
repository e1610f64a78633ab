using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Reads and changes of data by Django's models: <c>Model.objects.filter(…)</c>, <c>form.save()</c>, <c>get_object_or_404</c>.</summary>
sealed class DataAccessOfDjango : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled || site.Node.File.Language is not Language.Python || site.Node.Callee.Kind is not CodeKind.Member
            ? site.IsCalled && site.Origin.Package is "django" && site.Name is "get_object_or_404" or "get_list_or_404"
                ? site.Does(EffectKind.ReadsData, "Django")
                : null
            : Manager(site);

    static Act? Manager(Site site)
    {
        var way = site.Way;
        if (!way.Contains(".objects.", StringComparison.Ordinal))
            return
                (site.Name is "save" || (site.Name is "delete" && !site.Node.Arguments.Any()))
                && !site.Origin.Exists
                && site.Node.Receiver.Name is not "self"
                && IsDjango(site)
                ? site.Does(EffectKind.WritesData, "Django")
                : null;
        return site.Name switch
        {
            "create_user" => site.Act(ActKind.HandlesCredential, "Django") with { Credential = CredentialStep.SignUp },
            "create" or "update" or "delete" or "bulk_create" or "bulk_update" or "get_or_create" or "update_or_create" => site.Does(
                EffectKind.WritesData,
                "Django"
            ),
            _ => site.Does(EffectKind.ReadsData, "Django"),
        };
    }

    static bool IsDjango(Site site) =>
        site.Node.File.Text.Contains("django", StringComparison.Ordinal)
        || site.Node.File.Text.Contains("rest_framework", StringComparison.Ordinal);
}
