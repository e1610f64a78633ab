using System.Text.RegularExpressions;
using Shipworthy.Extractors.Schema.Supabase;

namespace Shipworthy.Extractors.Audit;

/// <content>Functions of the database that pages call by names that say what they do, and whose bodies are not here.</content>
public sealed partial class SensitiveActionsInSupabase
{
    static void FunctionsNotHere(Sources sources, ImmutableArray<SupabaseProject> projects, Learner learn)
    {
        if (!sources.Code.Imports("@supabase/supabase-js", "@supabase/ssr", "@supabase/auth-helpers-nextjs"))
            return;
        var here = projects
            .SelectMany(project => project.State.Functions)
            .Select(one => one.Name.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in sources.Code.Calls("rpc"))
            if (
                call.Callee.Kind is CodeKind.Member
                && call.ArgumentAt(0).String is { Length: > 0 } name
                && Acting().IsMatch(Words.Snake(name))
                && !here.Contains(name)
                && sources.IsDeployed(call.File)
                && !IsServer(call.File)
                && seen.Add(name)
            )
                learn.Add(
                    new SensitiveAction(call.At, SensitiveKind.Unknown, $"a page that calls function {name}")
                    {
                        NotSeen = $"function {name} is not in the migrations that were read",
                        Suffix = $" {call.File.Path}",
                    }
                );
    }

    [GeneratedRegex(
        @"^(?:admin_)?(?:create|delete|remove|suspend|toggle|activate|deactivate|ban|unban|set|change|update|assign|grant|revoke|promote)_(?:\w+_)?(?:org|organi[sz]ation|tenant|user|account|member|role|subscription|plan|admin|credits?)s?(?:_(?:status|role|roles|plan|subscription|with_admin|account|access))?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Acting();
}
