using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>The broker that Celery is told: where its app is made, or in the settings of Django. Without an address there, which product it is cannot be told.</summary>
static partial class BrokersOfCelery
{
    /// <summary>All of them.</summary>
    public static IEnumerable<StoreUse> In(Sources sources)
    {
        if (!sources.Code.Imports("celery"))
            yield break;
        foreach (var call in sources.Code.Calls("Celery"))
            if (
                call.File.Language is Language.Python
                && sources.IsDeployed(call.File)
                && sources.Code.OriginOf(call.Callee).Package is "celery"
                && Address(sources.Code, call.ArgumentNamed("broker")) is { } address
                && Of(call.At, address) is { } use
            )
                yield return use;
        foreach (var file in sources.Code.Files)
            if (
                file.Language is Language.Python
                && Settings().IsMatch(file.Path)
                && sources.IsDeployed(file)
                && Setting().Match(file.Text) is { Success: true } setting
                && sources.Tree.Find(file.Path) is { } source
                && Of(source.At(setting.Index), setting.Groups["scheme"].Value) is { } use
            )
                yield return use;
    }

    static string? Address(CodeBase code, Code broker) =>
        !broker.Exists
            ? null
            : code.ValueOf(broker) switch
            {
                Value.Text known => known.Content,
                Value.FromEnvironment { Default: Value.Text { Content: var known } } => known,
                Value.Joined { Parts: [Value.Text { Content: var known }, ..] } => known,
                _ => null,
            };

    static StoreUse? Of(Location at, string address) =>
        address switch
        {
            ['a', 'm', 'q', 'p', ..] or ['p', 'y', 'a', 'm', 'q', 'p', ..] => new(at, InfraKind.Queue, "rabbitmq", StoreHome.Anybody),
            ['r', 'e', 'd', 'i', 's', ..] => new(at, InfraKind.Cache, "redis", StoreHome.Anybody),
            ['s', 'q', 's', ..] => new(at, InfraKind.Queue, "sqs", StoreHome.Cloud),
            _ => null,
        };

    [GeneratedRegex(
        @"(?:^|/)(?:settings|config|conf)/[^/]+\.py$|(?:^|/)\w*(?:settings|config|celery)\w*\.py$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"^(?:CELERY_)?BROKER_URL\s*=\s*[^\n#]*?[""'](?<scheme>amqps?|pyamqp|rediss?|sqs)://",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Setting();
}
