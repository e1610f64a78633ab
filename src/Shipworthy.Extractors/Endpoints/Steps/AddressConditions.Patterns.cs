using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Routers;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Regular expressions about the address. One with parameters is tried with values that they commonly have.</content>
sealed partial class AddressConditions
{
    static readonly ImmutableArray<string> Samples =
    [
        "1",
        "a",
        "some-slug",
        "V1StGXR8_Z5jdHi6B-myT",
        "507f1f77bcf86cd799439011",
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    ];

    /// <summary>Whether a regular expression fits an address; null for anything else, and when that depends on the values of its parameters.</summary>
    public static bool? Matches(Code pattern, string address) => pattern.Operator is "regex" ? MatchesText(pattern.Text, address) : null;

    static bool? MatchesText(string pattern, string address)
    {
        var options = RegexOptions.ECMAScript;
        if (pattern.StartsWith('/') && pattern.LastIndexOf('/') is > 0 and var end)
        {
            if (pattern.AsSpan(end).Contains('i'))
                options |= RegexOptions.IgnoreCase;
            pattern = pattern[1..end];
        }
        var fitting = Values(address).Select(one => PatternsOfApp.Matches(pattern, options, one)).ToList();
        return fitting.Contains(null) ? null
            : fitting.TrueForAll(one => one is true) ? true
            : fitting.Contains(true) ? null
            : false;
    }

    static IEnumerable<string> Values(string address) =>
        address.Split('/') is var segments && segments.Any(PathTemplates.IsParameter)
            ? Samples.Select(sample => string.Join('/', segments.Select(one => PathTemplates.IsParameter(one) ? sample : one)))
            : [address];
}
