using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.DotNet;

/// <summary><c>packages.lock.json</c> (learn.microsoft.com, "Locking dependencies"): for each target framework all packages with their resolved versions.</summary>
static class NuGetLock
{
    /// <summary>The name of the file.</summary>
    public const string Name = "packages.lock.json";

    /// <summary>What the file says.</summary>
    public static LockReading Read(SourceFile file)
    {
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var unread = JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var name))
                    if (name is not "dependencies")
                        walk.Pass();
                    else if (walk.Object())
                        while (walk.Property(out _))
                            if (walk.Object())
                                while (walk.Property(out var package))
                                    Take(ref walk, package, packages);
            }
        );
        return unread is null ? new(packages.ToImmutable()) : LockReading.Failed(unread);
    }

    static void Take(ref JsonWalk walk, string name, ImmutableArray<LockedPackage>.Builder packages)
    {
        var (line, type, version) = (walk.Line, "", "");
        if (!walk.Object())
            return;
        while (walk.Property(out var field))
            if (field is "type")
                type = walk.Value() ?? "";
            else if (field is "resolved")
                version = walk.Value() ?? "";
            else
                walk.Pass();
        if (type is not "Project" && version.Length > 0)
            packages.Add(new(name, version, line) { IsDirect = type is "Direct" });
    }
}
