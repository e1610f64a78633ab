using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Swift packages resolve to: <c>Package.resolved</c> of forms 1 to 3, beside <c>Package.swift</c> or inside an Xcode project. Packages are
/// named by the address of their repository.
/// </summary>
sealed class SwiftInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        foreach (var file in tree.Named("Package.resolved").Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated)))
        {
            var reading = Read(file);
            var folder = file.Path.IndexOf(".xcodeproj/", StringComparison.Ordinal) is > 0 and var project
                ? file.Path[..Math.Max(0, file.Path.LastIndexOf('/', project))]
                : file.Folder;
            if (!reading.Packages.IsEmpty || reading.Unread is not null)
                yield return new(PackageEcosystem.Swift, folder, file.AtLine(1))
                {
                    Manifests = [file],
                    Locks = [new(file.Path, "SwiftPM", reading.Unread)],
                    Packages = reading.Packages,
                    PackagesPath = file.Path,
                    Standing = reading.Unread is null ? LockStanding.Locked : LockStanding.Unknown,
                    Because = reading.Unread is null ? "names every version" : $"{reading.Unread}, and cannot be read",
                    Use = (ManifestUse.Deployed, "is built into an app"),
                };
        }
    }

    static LockReading Read(SourceFile file)
    {
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var unread = JsonWalk.Read(file.Bytes.Span, (ref JsonWalk walk) => TakePins(ref walk, packages));
        return unread is null ? new(packages.ToImmutable()) : LockReading.Failed(unread);
    }

    static void TakePins(ref JsonWalk walk, ImmutableArray<LockedPackage>.Builder packages)
    {
        while (walk.Property(out var name))
            if (name is "object" && walk.Object())
                TakePins(ref walk, packages);
            else if (name is "pins" && walk.List())
                while (walk.Next(out var isObject))
                    if (isObject)
                        TakePin(ref walk, packages);
                    else
                        walk.Item();
            else if (name is not ("object" or "pins"))
                walk.Pass();
    }

    static void TakePin(ref JsonWalk walk, ImmutableArray<LockedPackage>.Builder packages)
    {
        var (line, address, version) = (walk.Line, "", "");
        while (walk.Property(out var field))
            if (field is "location" or "repositoryURL")
                (line, address) = (walk.Line, walk.Value() ?? "");
            else if (field is "state" && walk.Object())
                while (walk.Property(out var inner))
                    if (inner is "version")
                        version = walk.Value() ?? "";
                    else
                        walk.Pass();
            else if (field is not "state")
                walk.Pass();
        if (address.Length > 0 && version.Length > 0)
            packages.Add(new(NameOf(address), version, line) { Scope = DependencyScope.Runtime });
    }

    /// <summary>The address without scheme, user and <c>.git</c>, in lower case: <c>github.com/vapor/vapor</c>.</summary>
    static string NameOf(string address)
    {
        address = address.ToLowerInvariant();
        if (address.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            address = address[(scheme + 3)..];
        else
            address = address.Replace(':', '/');
        if (address.IndexOf('@') is > 0 and var user)
            address = address[(user + 1)..];
        return address.EndsWith(".git", StringComparison.Ordinal) ? address[..^4] : address.TrimEnd('/');
    }
}
