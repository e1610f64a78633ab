namespace Shipworthy.Extractors.Cors;

/// <summary>
/// ASP.NET Core: policies by name or default (<c>AddCors</c>), inline ones (<c>UseCors(policy => …)</c>), and where they are put to work (<c>UseCors</c>,
/// <c>[EnableCors]</c>, <c>RequireCors</c>). A policy that nothing uses has no effect; <c>AddCors</c> alone neither.
/// </summary>
public sealed class CorsInAspNet : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        var settings = new SettingArms(sources);
        var uses = UsesIn(sources, reader);
        foreach (var call in sources.Code.Calls("AddPolicy", "AddDefaultPolicy", "UseCors"))
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File))
                continue;
            var build = call.Arguments.LastOrDefault(argument => argument.Kind is CodeKind.Function);
            if (!build.Exists)
                build = sources.Code.FunctionOf(call.Arguments.LastOrDefault());
            if (!build.Exists || !Decides(build))
                continue;
            learn.Add(
                call.Callee.Name is "UseCors"
                    ? Rule(settings, reader, call, build, "", null)
                    : Defined(sources.Code, settings, reader, call, build, uses)
            );
        }
    }

    /// <summary>Authorization has policies too; those of CORS say something of origins.</summary>
    static bool Decides(Code build) =>
        build
            .Descendants(CodeKind.Call)
            .Append(build.Body)
            .Any(call =>
                call.Callee.Name
                    is "AllowAnyOrigin"
                        or "WithOrigins"
                        or "SetIsOriginAllowed"
                        or "AllowAnyHeader"
                        or "AllowAnyMethod"
                        or "AllowCredentials"
            );

    static CorsRule Defined(CodeBase code, SettingArms settings, OriginReader reader, Code call, Code build, List<Use> uses)
    {
        var name = call.Callee.Name is "AddDefaultPolicy" ? "" : code.ValueOf(call.ArgumentAt(0)).AsText;
        var inUse = uses.Where(use => use.Name is null || name is null || use.Name == name).ToList();
        if (inUse.Count == 0)
            return Rule(settings, reader, call, build, name ?? "", "is defined and never used");
        var rule = Rule(settings, reader, call, build, name ?? "", null);
        return inUse.TrueForAll(use => !use.RunsIn.ReachesProduction) ? rule with { RunsIn = RunsIn.OutsideProduction } : rule;
    }

    static CorsRule Rule(SettingArms settings, OriginReader reader, Code call, Code build, string name, string? notCounted)
    {
        var origins = OriginList.Nobody;
        var credentials = false;
        Code at = default;
        foreach (var step in build.Descendants(CodeKind.Call).Prepend(build.Body).Where(node => node.Kind is CodeKind.Call))
        {
            if (!Says(step.Callee.Name))
                continue;
            if (!reader.Production.RunsIn(step).ReachesProduction)
                continue;
            var arm = settings.ArmOf(step, build);
            if (arm is SettingArm.Off)
                continue;
            if (step.Callee.Name is "AllowCredentials")
            {
                credentials = true;
                continue;
            }
            at = at.Exists ? at : step;
            origins = origins.Or(
                arm is SettingArm.Unknown
                    ? OriginList.Unknown("depends on a setting that the repository gives no value for production")
                    : step.Callee.Name switch
                    {
                        "AllowAnyOrigin" => OriginList.Anyone,
                        "WithOrigins" => step.Arguments.Aggregate(OriginList.Nobody, (list, one) => list.Or(reader.Read(one))),
                        _ => reader.Read(step.ArgumentAt(0)),
                    }
            );
        }
        return origins.Into(
            new(at.Exists ? PlaceOf(at) : call.At, name.Length > 0 ? $"aspnet {name}" : "aspnet")
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials,
                RunsIn = reader.Production.RunsIn(call),
                NotCountedBecause = notCounted,
                Evidence = at.Exists ? [call.At] : [],
            }
        );
    }

    static bool Says(string method) => method is "AllowAnyOrigin" or "WithOrigins" or "SetIsOriginAllowed" or "AllowCredentials";

    /// <summary>A chain of calls begins on its first line; the line of the method's name is where a reader looks.</summary>
    static Location PlaceOf(Code step)
    {
        var name = step.Callee.Name;
        var end = step.Callee.Kind is CodeKind.Member ? step.Callee.End - name.Length : step.Start;
        return step.File.At(end);
    }

    static List<Use> UsesIn(Sources sources, OriginReader reader)
    {
        var uses = new List<Use>();
        foreach (var call in sources.Code.Calls("UseCors", "RequireCors"))
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File))
                continue;
            var argument = call.Arguments.LastOrDefault();
            if (argument.Kind is CodeKind.Function)
                continue;
            if (argument.Kind is CodeKind.Conditional && reader.Production.Holds(argument[Part.Condition]) is { } holds)
                argument = argument[holds ? Part.Then : Part.Else];
            uses.Add(new(argument.Exists ? sources.Code.ValueOf(argument).AsText : "", reader.Production.RunsIn(call)));
        }
        foreach (var attribute in sources.Code.All(CodeKind.Decorator))
            if (attribute.Name is "EnableCors" or "EnableCorsAttribute" && sources.IsDeployed(attribute.File))
                uses.Add(
                    new(
                        attribute.Arguments.FirstOrDefault() is { Exists: true } name ? sources.Code.ValueOf(name).AsText : "",
                        RunsIn.Everywhere
                    )
                );
        return uses;
    }

    /// <summary>A place that puts a policy to work.</summary>
    /// <param name="Name">Its name; empty for the default policy, null when it could not be told.</param>
    sealed record Use(string? Name, RunsIn RunsIn);
}
