using System.Text;
using CsCheck;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Extractors.Secrets.OwnRules;
using Shipworthy.Specs;

namespace Shipworthy.Extractors.Tests.Secrets;

/// <summary>Searches texts that are written in a test, with secrets made on the spot.</summary>
static class Searching
{
    /// <summary>A fresh secret of a kind of <see cref="SecretShapes"/>.</summary>
    public static string Fresh(string kind, int seed = 7) => SecretShapes.Make(kind, new(seed));

    /// <summary>One of the given values.</summary>
    public static Gen<string> Pick(params ImmutableArray<string> values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>What is found in a file of the given path and text.</summary>
    public static ImmutableArray<Sighting> Search(string path, string text) => Search(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Search(string,string)"/>
    public static ImmutableArray<Sighting> Search(string path, byte[] bytes) =>
        SecretSearch.In(new(path, FileRoles.Of(path, bytes), bytes), ScannerSettings.None);

    /// <summary>Pattern and class of the only sighting; says what was found otherwise.</summary>
    public static string Only(string path, string text)
    {
        var found = Search(path, text);
        return found is [var one] ? $"{one.Kind} {one.Class}" : $"{found.Length} sightings: {string.Join(", ", found)}";
    }
}
