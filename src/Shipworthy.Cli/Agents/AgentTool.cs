using System.Text.Json;

namespace Shipworthy.Cli.Agents;

/// <summary>What a tool answers: text, and whether it says that the call was wrong.</summary>
/// <param name="Text">The answer, as text for a model.</param>
/// <param name="IsError">Whether the call could not be answered.</param>
readonly record struct AgentAnswer(string Text, bool IsError = false);

/// <summary>One thing that a coding agent may ask.</summary>
/// <param name="Name">Its name in the protocol.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it does and when to call it.</param>
/// <param name="Arguments">Its arguments: name and description; all of them are texts.</param>
/// <param name="Needs">The arguments that must be given.</param>
/// <param name="Answer">Answers a call; the argument reads a given value, which is null when left out.</param>
sealed record AgentTool(
    string Name,
    string Title,
    string Description,
    ImmutableArray<(string Name, string Description)> Arguments,
    ImmutableArray<string> Needs,
    Func<Func<string, string?>, AgentAnswer> Answer
)
{
    /// <summary>The JSON Schema of the arguments.</summary>
    public JsonElement Schema
    {
        get
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteString("type", "object");
                json.WriteStartObject("properties");
                foreach (var (name, description) in Arguments)
                {
                    json.WriteStartObject(name);
                    json.WriteString("type", "string");
                    json.WriteString("description", description);
                    json.WriteEndObject();
                }
                json.WriteEndObject();
                json.WriteStartArray("required");
                foreach (var name in Needs)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteBoolean("additionalProperties", false);
                json.WriteEndObject();
            }
            using var document = JsonDocument.Parse(bytes.ToArray());
            return document.RootElement.Clone();
        }
    }
}
