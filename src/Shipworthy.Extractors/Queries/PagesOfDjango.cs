using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Queries;

/// <summary>How many rows a page of a view of Django REST framework holds.</summary>
/// <param name="sources">The app.</param>
sealed class PagesOfDjango(Sources sources)
{
    const int Handful = 10;

    readonly CodeBase code = sources.Code;
    DjangoSettings? settings;
    bool isLooked;

    /// <summary>A handful where each page holds ten rows at most and no caller can ask for more; otherwise as many as there are.</summary>
    public RepeatBound Bound(PythonClass view)
    {
        if (!isLooked)
            (settings, isLooked) = (DjangoSettings.Of(sources).FirstOrDefault(), true);
        var own = view.Attribute(code, "pagination_class");
        var pages =
            own.Exists ? PythonClass.Of(code, own)
            : settings?.RestSetting("DEFAULT_PAGINATION_CLASS") is { Exists: true } setting && code.ValueOf(setting).AsText is { } path
                ? settings.ClassAt(path)
            : null;
        if (
            pages is not { } page
            || page.Declared.Exists && page.Attribute(code, "page_size_query_param") is { Exists: true, String: not null }
        )
            return RepeatBound.RowsOfQuery;
        // Pages by offset take their length from the caller.
        if (page.Lineage(code).Any(one => one.Name is "LimitOffsetPagination"))
            return RepeatBound.RowsOfQuery;
        var size =
            page.Declared.Exists && page.Attribute(code, "page_size") is { Exists: true } declared
                ? declared
                : settings?.RestSetting("PAGE_SIZE") ?? default;
        return int.TryParse(size.String, System.Globalization.CultureInfo.InvariantCulture, out var rows) && rows <= Handful
            ? RepeatBound.Few
            : RepeatBound.RowsOfQuery;
    }
}
