using System.Buffers.Text;
using System.Text.Json;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>What a signed token says of itself. Nothing is verified: the claims only tell what it is for.</summary>
/// <param name="Issuer">Who made it; empty when it does not say.</param>
/// <param name="Role">The database role that it gives; empty when it does not say.</param>
/// <param name="Reference">The project that it belongs to; empty when it does not say.</param>
/// <param name="Subject">Whom it is about; empty when it does not say.</param>
/// <param name="Name">The name in it; empty when there is none.</param>
/// <param name="Expires">Until when it counts; null when it does not say.</param>
sealed record JwtClaims(string Issuer, string Role, string Reference, string Subject, string Name, DateTimeOffset? Expires)
{
    /// <summary>The length of the short name of a Supabase project.</summary>
    const int ReferenceLength = 20;

    /// <summary>Whether Supabase made it.</summary>
    public bool IsSupabase => Issuer.StartsWith("supabase", StringComparison.Ordinal) || Reference.Length == ReferenceLength;

    /// <summary>Whether it is the sample of the format's own site, or one written after it.</summary>
    public bool IsSample =>
        Subject.StartsWith("1234567890", StringComparison.Ordinal)
        || Name is "John Doe" or "Jane Doe"
        || Subject.Contains("example", StringComparison.OrdinalIgnoreCase)
        || Issuer.Contains("example", StringComparison.OrdinalIgnoreCase)
        || Subject is "test" or "user" or "user123" or "user-id";

    /// <summary>The claims of a token of three parts; null when one of the first two is no JSON object.</summary>
    public static JwtClaims? Decode(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || Parse(parts[0]) is not { } header || Parse(parts[1]) is not { } payload)
            return null;
        using (header)
        using (payload)
        {
            if (!header.RootElement.TryGetProperty("alg", out _))
                return null;
            var claims = payload.RootElement;
            return new(
                Text(claims, "iss"),
                Text(claims, "role"),
                Text(claims, "ref"),
                Text(claims, "sub"),
                Text(claims, "name"),
                Date(claims, "exp")
            );
        }
    }

    static JsonDocument? Parse(string part)
    {
        try
        {
            var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return null;
        }
    }

    static string Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : "";

    static DateTimeOffset? Date(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetInt64Safely(out var seconds) && seconds is > 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

file static class Numbers
{
    extension(JsonElement element)
    {
        /// <summary>The element as a whole number; false for everything else.</summary>
        public bool TryGetInt64Safely(out long number)
        {
            number = 0;
            return element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out number);
        }
    }
}
