namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Endpoints for roles, members and keys that plugins of Better Auth add to an app: they change them without any code of the app, and record nothing unless a hook does.
/// </summary>
public sealed class SensitiveActionsOfSignInProducts : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SensitiveAction)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var code = sources.Code;
        if (!code.Imports("better-auth"))
            return;
        var walk = new PathWalk(code);
        var audits = new AuditWrites(code, new(code));
        foreach (
            var call in code.Calls("betterAuth")
                .Where(one => code.OriginOf(one.Callee).Package is "better-auth" && sources.IsDeployed(one.File))
        )
        {
            var options = code.ObjectOf(call.ArgumentAt(0));
            foreach (var plugin in code.Entry(options, "plugins").Children.Where(one => one.Kind is CodeKind.Call))
            {
                if (KindOf(plugin.Callee.Name) is not { } kind || code.OriginOf(plugin.Callee).Package is not "better-auth")
                    continue;
                var hooks = new[] { code.Entry(options, "hooks"), code.Entry(options, "databaseHooks"), plugin }
                    .Where(one => one.Exists)
                    .SelectMany(one => one.Descendants(CodeKind.Function))
                    .ToList();
                var record = hooks.SelectMany(walk.From).Select(audits.Of).FirstOrDefault(one => one is not null);
                learn.Add(
                    new SensitiveAction(plugin.At, kind, $"Better Auth's {plugin.Callee.Name} plugin")
                    {
                        Record = record is null ? null : record with { OnlyIf = "a hook runs for it" },
                        Suffix = $" {plugin.File.Path}",
                    }
                );
            }
        }
    }

    static SensitiveKind? KindOf(string plugin) =>
        plugin switch
        {
            "organization" or "admin" => SensitiveKind.Role,
            "apiKey" => SensitiveKind.Key,
            _ => null,
        };
}
