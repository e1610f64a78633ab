namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>How the versions of an ecosystem follow each other. A total order on the texts that it can read.</summary>
abstract class VersionOrder
{
    /// <summary>The order of an ecosystem's own tools.</summary>
    public static VersionOrder Of(PackageEcosystem ecosystem) =>
        ecosystem switch
        {
            PackageEcosystem.Npm
            or PackageEcosystem.Jsr
            or PackageEcosystem.CratesIo
            or PackageEcosystem.Hex
            or PackageEcosystem.Pub
            or PackageEcosystem.Swift
            or PackageEcosystem.Unknown => SemanticOrder.Strict,
            PackageEcosystem.NuGet => SemanticOrder.NuGet,
            PackageEcosystem.Go => SemanticOrder.Go,
            PackageEcosystem.PyPi => PythonOrder.Instance,
            PackageEcosystem.RubyGems => RubyOrder.Instance,
            PackageEcosystem.Packagist => ComposerOrder.Instance,
            PackageEcosystem.Maven => MavenOrder.Instance,
        };

    /// <summary>Whether a text is a version here.</summary>
    public abstract bool CanRead(string version);

    /// <summary>Less than zero when the first version comes before the second one. Both can be read.</summary>
    public abstract int Compare(string one, string other);

    /// <summary>Compares two numbers of any length, which are written without signs.</summary>
    protected static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one.TrimStart('0');
        other = other.TrimStart('0');
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
    }

    /// <summary>Whether a text consists of digits.</summary>
    protected static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
