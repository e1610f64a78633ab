using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary><c>Pipfile.lock</c>: JSON with one object of packages for production and one for development.</summary>
sealed class PipenvLock : IPythonLock
{
    public string Tool => "Pipenv";

    public string Name => "Pipfile.lock";

    public LockReading Read(SourceFile file, PythonProject? project)
    {
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var direct = project?.Asked.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var unread = JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var section))
                    if (section is "_meta" || !walk.Object())
                    {
                        if (section is "_meta")
                            walk.Pass();
                    }
                    else
                        while (walk.Property(out var name))
                        {
                            var (line, version) = (walk.Line, "");
                            if (walk.Object())
                                while (walk.Property(out var field))
                                    if (field is "version")
                                        version = (walk.Value() ?? "").TrimStart('=');
                                    else
                                        walk.Pass();
                            packages.Add(
                                new(PythonNames.Normal(name), version, line)
                                {
                                    Scope = section is "develop" ? DependencyScope.Development : DependencyScope.Runtime,
                                    IsDirect = direct?.Contains(PythonNames.Normal(name)),
                                }
                            );
                        }
            }
        );
        return unread is null ? new([.. packages.Where(package => package.Version.Length > 0)]) : LockReading.Failed(unread);
    }
}
