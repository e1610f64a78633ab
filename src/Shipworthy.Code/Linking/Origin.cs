namespace Shipworthy.Syntax;

/// <summary>
/// Where a value comes from outside the app: a package, and the way from the package to the value. Every step leaves its mark, so that what is made by
/// a library can be told from the library: with <c>import express from "express"</c>, <c>express</c> is <c>("express", "default")</c>,
/// <c>express.Router</c> is <c>("express", "Router")</c>, and both <c>express.Router()</c> and a variable that holds its result are
/// <c>("express", "Router()")</c>. <c>new PrismaClient().user.findMany</c> is <c>("@prisma/client", "PrismaClient().user.findMany")</c>. A parameter or field
/// whose declared type comes from a package counts as an instance: <c>("@prisma/client", "PrismaClient()")</c>.
/// </summary>
/// <param name="Package">
/// The package's name without version, path or scheme: <c>@supabase/supabase-js</c>, <c>fs</c>, <c>flask_cors</c>; empty for a value of the app itself or of unknown
/// origin.
/// </param>
/// <param name="Name">The way from the package to the value; <c>default</c> for a default import, <c>*</c> for the whole module.</param>
public sealed record Origin(string Package, string Name)
{
    /// <summary>No package: the app's own code, a global of the platform, or unknown.</summary>
    public static Origin None { get; } = new("", "");

    /// <summary>The module as it was imported, <c>lodash/merge</c>; the package when nothing more is known.</summary>
    public string Module { get; init; } = Package;

    /// <summary>Whether there is a package.</summary>
    public bool Exists => Package.Length > 0;

    /// <summary>The origin of a member of this value.</summary>
    public Origin Member(string name) =>
        !Exists ? None
        : Name is "default" or "*" ? this with { Name = name }
        : this with { Name = $"{Name}.{name}" };

    /// <summary>The origin of what a call of this value gives. Calls whose result is this value again are the library's business, and are marked too.</summary>
    public Origin Called() => Exists ? this with { Name = $"{Name}()" } : None;

    /// <summary>Whether it is the package, and the way is one of the names. No names: any way.</summary>
    public bool Is(string package, params ReadOnlySpan<string> names) => Package == package && (names.IsEmpty || names.Contains(Name));

    /// <inheritdoc/>
    public override string ToString() => Exists ? $"{Package}: {Name}" : "no package";
}
