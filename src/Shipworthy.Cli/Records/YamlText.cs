using System.Text.Encodings.Web;
using System.Text.Json;

namespace Shipworthy.Cli.Records;

/// <summary>Writes texts of YAML.</summary>
static class YamlText
{
    /// <summary>A text in double quotes; the escapes of JSON are a part of YAML's (YAML 1.2, 5.7).</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
