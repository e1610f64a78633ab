using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Values that a pipeline gives to the containers that stand beside its tests: such a container lives for one run and nobody else reaches it, so what it is given opens
/// nothing (rubric 5.7). A vendor's key opens the vendor wherever it stands.
/// </summary>
static class ServiceContainers
{
    /// <summary>The sighting, as made for one run where it stands below <c>services</c> of a job.</summary>
    public static Sighting Apply(SearchedBlob blob, Sighting sighting) =>
        blob.Role is FileRole.Ci
        && sighting is { Class: SecretClass.Live, Kind: SecretKind.Container or SecretKind.Named }
        && IsInside(blob.Text, blob.LineOf(sighting.Start))
            ? sighting with
            {
                Class = SecretClass.CiThrowaway,
                Because = "is given to a container that lives for one run",
            }
            : sighting;

    /// <summary>Whether a line stands below a key <c>services</c>, by how far the lines are indented.</summary>
    static bool IsInside(string text, int line)
    {
        var lines = text.Split('\n');
        var indent = int.MaxValue;
        for (var i = Math.Min(line, lines.Length) - 1; i >= 0 && indent > 0; i--)
        {
            var words = lines[i].AsSpan().TrimStart();
            if (words.Length == 0 || words[0] == '#' || lines[i].Length - words.Length >= indent)
                continue;
            indent = lines[i].Length - words.Length;
            if (words.TrimEnd() is "services:")
                return true;
        }
        return false;
    }
}
