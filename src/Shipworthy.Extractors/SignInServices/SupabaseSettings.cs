using System.Globalization;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.SignInServices;

/// <summary>The settings of Supabase's sign-in in <c>supabase/config.toml</c> (documentation "Supabase CLI config", section <c>auth.rate_limit</c>).</summary>
static class SupabaseSettings
{
    /// <summary>Sign-ins from an address in five minutes above which the limit protects nothing (rubric 2.5).</summary>
    const int Most = 100;

    /// <summary>The service as the settings have it.</summary>
    public static SignInService Set(Sources sources, SignInService service)
    {
        foreach (var file in sources.Tree.Named("config.toml").Where(one => one.Path.Contains("supabase/", StringComparison.Ordinal)))
        {
            var limits = TomlFile.Read(file).Under("auth", "rate_limit");
            foreach (var (name, what) in new[] { ("sign_in_sign_ups", "sign-ins"), ("token_verifications", "codes") })
                if (double.TryParse(limits[name].Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var calls) && calls > Most)
                    return service with
                    {
                        SetAt = limits[name].At,
                        IsWeakened = true,
                        SwitchedOff = $"takes {calls:0} {what} from an address in five minutes",
                    };
        }
        return service;
    }
}
