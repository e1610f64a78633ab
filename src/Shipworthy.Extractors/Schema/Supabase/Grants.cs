namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// What the roles of Supabase's data API may use when nothing is said. Projects used to grant them everything in <c>public</c> by default privileges;
/// new projects stopped on 30 May 2026, all others for new objects on 30 October 2026.
/// Source: supabase.com/changelog/45329-breaking-change-tables-not-exposed-to-data-and-graphql-api-automatically.
/// </summary>
static class Grants
{
    static readonly DateOnly NewProjectsStopped = new(2026, 5, 30);
    static readonly DateOnly AllStopped = new(2026, 10, 30);

    /// <summary>Why the reach of a table is not known.</summary>
    public const string DependsOnProject =
        "whether Supabase opened new tables by itself when it was made depends on the age of the project";

    /// <summary>Why the reach of a function is not known.</summary>
    public const string OfFunctionDependsOnProject =
        "the right to run it was taken from PUBLIC only or depends on the age of the project, while Supabase grants its own roles by name";

    /// <summary>Whether a role may use a table or view; null when that depends on the project.</summary>
    public static bool? OfTable(GrantState grants, string role, string privilege, DateOnly? madeOn) =>
        grants.Of(role, privilege) ?? ByDefault(madeOn);

    /// <summary>Whether a role may run a function. PostgreSQL lets everybody, and what was granted to a role by name outlives what is taken from everybody.</summary>
    public static bool? OfFunction(GrantState grants, string role, DateOnly? madeOn)
    {
        var isForAll = grants.Of("public", "execute") ?? (ByDefault(madeOn) is true ? true : null);
        var isForRole = grants.Of(role, "execute");
        return isForAll is true || isForRole is true ? true
            : isForAll is false && isForRole is false ? false
            : null;
    }

    static bool? ByDefault(DateOnly? madeOn) =>
        madeOn is not { } day || day < NewProjectsStopped ? true
        : day >= AllStopped ? false
        : null;
}
