using System.Text.Json;

namespace Shipworthy.Cli.Tests;

/// <summary>The schema for editors and the reader of the settings must know the same keys.</summary>
public sealed class SettingsSchemaTests
{
    [Theory]
    [InlineData("", "nonsense: 1\n")]
    [InlineData("exclude", "exclude:\n  - nonsense: 1\n")]
    [InlineData("thresholds", "thresholds:\n  nonsense: 1\n")]
    [InlineData("attestations", "attestations:\n  - nonsense: 1\n")]
    [InlineData("waivers", "waivers:\n  - nonsense: 1\n")]
    public void SchemaAndReaderKnowTheSameKeys(string part, string yaml)
    {
        using var shell = new Shell().With("shipworthy.yaml", yaml);
        var known = shell.Run("scan .").Errors.Split('\n').Single(line => line.Contains("Known keys: ")).Split("Known keys: ")[1];
        known.Split(", ").ShouldBe(Keys(part), ignoreOrder: true);
    }

    static IEnumerable<string> Keys(string part)
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppsTests.Repository(AppContext.BaseDirectory), "docs", "shipworthy.schema.json"))
        );
        var at = schema.RootElement.GetProperty("properties");
        if (part.Length > 0)
        {
            var found = at.GetProperty(part);
            at = (found.TryGetProperty("items", out var items) ? items : found).GetProperty("properties");
        }
        return [.. at.EnumerateObject().Select(entry => entry.Name)];
    }
}
