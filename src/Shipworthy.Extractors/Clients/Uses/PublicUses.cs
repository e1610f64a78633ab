namespace Shipworthy.Extractors.Clients.Uses;

/// <summary>Uses that show that a key is made to be seen: it is handed to a library that runs in browsers with a publishable key, and with no other.</summary>
sealed class PublicUses(CodeBase code)
{
    const int MostSteps = 3;

    static readonly ImmutableHashSet<string> Packages =
    [
        "@stripe/stripe-js",
        "@stripe/react-stripe-js",
        "@stripe/stripe-react-native",
        "@clerk/clerk-react",
        "@clerk/nextjs",
        "@clerk/clerk-expo",
        "@clerk/react-router",
        "posthog-js",
        "posthog-react-native",
        "mixpanel-browser",
        "@amplitude/analytics-browser",
        "logrocket",
        "@logrocket/react",
        "firebase",
        "mapbox-gl",
        "react-map-gl",
        "@react-google-maps/api",
        "@vis.gl/react-google-maps",
        "@googlemaps/js-api-loader",
        "algoliasearch",
        "pusher-js",
        "laravel-echo",
        "@emailjs/browser",
        "emailjs-com",
        "@tinymce/tinymce-react",
        "react-google-recaptcha",
        "@marsidev/react-turnstile",
        "@hcaptcha/react-hcaptcha",
        "@datadog/browser-rum",
        "@datadog/browser-logs",
        "launchdarkly-js-client-sdk",
        "launchdarkly-react-client-sdk",
        "flagsmith",
        "@growthbook/growthbook-react",
        "react-native-purchases",
        "@paddle/paddle-js",
        "@liveblocks/client",
        "@liveblocks/react",
        "@tawk.to/tawk-messenger-react",
        "@intercom/messenger-js-sdk",
    ];

    /// <summary>Whether a read is handed to such a library, by itself or under a name.</summary>
    public bool Include(Code read) => Include(read, MostSteps);

    bool Include(Code read, int steps)
    {
        if (steps <= 0)
            return false;
        for (var at = read; at.Exists; at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Call or CodeKind.New or CodeKind.Element when at != read && IsPublic(at.Callee):
                    return true;
                case CodeKind.Assignment when IsPublic(at[Part.Target]):
                    return true;
                case CodeKind.Variable or CodeKind.Imported when at.Name.Length > 0:
                    return code.Names(at.Name).Any(use => code.Definition(use) == at && Include(use, steps - 1));
                case CodeKind.Function or CodeKind.Class or CodeKind.Module:
                    return false;
            }
        return false;
    }

    bool IsPublic(Code callee) =>
        code.OriginOf(callee) is { Exists: true } origin
        && (
            Packages.Contains(origin.Package)
            || origin.Package.StartsWith("@sentry/", StringComparison.Ordinal)
            || origin.Package.StartsWith("@firebase/", StringComparison.Ordinal)
        );
}
