namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// Django and Django REST framework: the addresses below <c>ROOT_URLCONF</c>, with their functions, classes, view sets on routers, and what packages for signing in add.
/// </summary>
sealed class RoutesInDjango : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Django"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        if (!sources.Code.Imports("django"))
            return;
        foreach (var settings in DjangoSettings.Of(sources))
        {
            if (settings.Urls is not { } urls)
            {
                found.CannotSee(settings.Root, "the module that ROOT_URLCONF names could not be found");
                continue;
            }
            var views = new DjangoViews(sources, settings);
            foreach (var url in new DjangoUrls(sources, found).Of(urls))
            foreach (var route in views.Of(url, found))
                found.Add(route);
        }
    }
}
