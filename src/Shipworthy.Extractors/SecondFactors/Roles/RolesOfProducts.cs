namespace Shipworthy.Extractors.SecondFactors.Roles;

/// <summary>Products that bring pages or endpoints of their own for privileged people: Django's admin site, and the plugins <c>admin</c> and <c>organization</c> of Better Auth.</summary>
static class RolesOfProducts
{
    /// <summary>The roles, each at the place that switches the product on.</summary>
    public static IEnumerable<PrivilegedRole> Find(Sources sources)
    {
        var site = sources
            .Code.All(CodeKind.Member)
            .FirstOrDefault(one =>
                one is { Name: "urls", File.Language: Language.Python }
                && one.DottedName is "admin.site.urls" or "admin_site.urls"
                && sources.IsDeployed(one.File)
            );
        if (site.Exists)
            yield return new(site.At, "is_staff", RoleGuard.Product) { Place = "Django's admin site" };
        foreach (var plugin in new[] { "admin", "organization" })
            if (FactorsInBetterAuth.Plugins(sources, plugin).FirstOrDefault() is { Exists: true } set)
                yield return new(set.At, plugin is "admin" ? "admin" : "owner", RoleGuard.Product)
                {
                    Place = $"Better Auth's {plugin} plugin",
                };
    }
}
