using System.Collections.Frozen;

namespace Shipworthy.Syntax.Linking.CSharp;

/// <content>
/// The options pattern of .NET (Microsoft.Extensions.Options): a class whose properties are filled from a section of the configuration by <c>Configure&lt;T&gt;</c>,
/// <c>AddOptions&lt;T&gt;().Bind…</c> or <c>Get&lt;T&gt;()</c>, and that others take as <c>IOptions&lt;T&gt;</c>.
/// </content>
sealed partial class CSharpLinks
{
    /// <summary>Calls that fill a class, by the class; the value is the expression of the section.</summary>
    readonly Lazy<FrozenDictionary<Code, Code>> bound;

    /// <summary>The names of what those classes hold.</summary>
    readonly Lazy<FrozenSet<string>> filled;

    /// <summary>Whether options are checked by the attributes of their properties.</summary>
    readonly Lazy<bool> validated;

    /// <summary>The folders of the programs of the app that have settings, in the order of their paths.</summary>
    readonly Lazy<ImmutableArray<string>> programs;

    FrozenDictionary<Code, Code> Bindings()
    {
        var found = new Dictionary<Code, Code>();
        foreach (var call in Code.Calls("Configure", "Get", "Bind", "BindConfiguration"))
            if (
                call.File.Language is Language.CSharp
                && Filled(call) is ({ Exists: true } type, { Exists: true, Kind: not CodeKind.Function } section)
            )
                found.TryAdd(type, section);
        return found.ToFrozenDictionary();
    }

    /// <summary>The class that a call fills, and the section that it fills it from.</summary>
    (Code Type, Code Section) Filled(Code call) =>
        call.Callee.Name switch
        {
            "Configure" => (Argument(call.Callee), call.ArgumentAt(call.Arguments.Count() - 1)),
            "Get" => (Argument(call.Callee), call.Receiver),
            _ when Options(call) is { Exists: true } options => (Argument(options.Callee), call.ArgumentAt(0)),
            "Bind" => (ClassOf(call.ArgumentAt(0)), call.Receiver),
            _ => default,
        };

    /// <summary>The <c>AddOptions</c> that a chain of calls began with.</summary>
    static Code Options(Code call)
    {
        for (var at = call.Receiver; at.Kind is CodeKind.Call; at = at.Receiver)
            if (at.Callee.Name is "AddOptions" or "AddOptionsWithValidateOnStart")
                return at;
        return default;
    }

    /// <summary>The class of the app that is the type argument of a generic name.</summary>
    Code Argument(Code generic) => generic.All(Part.Type).ToList() is [var only, ..] ? Type(only) : default;

    Code ClassOf(Code instance) =>
        Code.Definition(instance) switch
        {
            { Kind: CodeKind.Class } declared => declared,
            { Exists: true } declared when declared[Part.Type] is { Exists: true, Name: not "var" } type => Type(type),
            { Exists: true } declared when declared[Part.Value] is { Kind: CodeKind.New } made => Type(made.Callee),
            _ => default,
        };

    /// <remarks>Asked for values only: to lead definitions this way, each of which asks for others, knows no end.</remarks>
    Code PropertyNamed(Code member) => Code.Definition(member) is { Exists: true } known ? known : PropertyOfOptions(member);

    /// <summary>A property of options behind <c>IOptions&lt;T&gt;.Value</c>, or of what <c>Get&lt;T&gt;()</c> gave; no node for other members.</summary>
    Code PropertyOfOptions(Code member)
    {
        var holder = member[Part.Receiver];
        for (var steps = 0; steps < 4; steps++)
        {
            if (holder is { Kind: CodeKind.Member, Name: "Value" or "CurrentValue" })
                return TypeOfOptions(holder[Part.Receiver]) is { Exists: true } options ? MemberOf(options, member.Name) : default;
            if (holder is { Kind: CodeKind.Call, Callee.Name: "Get" } && Argument(holder.Callee) is { Exists: true } got)
                return MemberOf(got, member.Name);
            holder = holder.Kind switch
            {
                CodeKind.Binary when holder.Operator is "??" => holder[Part.Left],
                CodeKind.Name or CodeKind.Member => Code.Definition(holder)[Part.Value],
                _ => default,
            };
        }
        return default;
    }

    Code TypeOfOptions(Code holder)
    {
        var type = holder is { Kind: CodeKind.Call, Callee.Name: "GetRequiredService" or "GetService" }
            ? holder.Callee[Part.Type]
            : Code.Definition(holder)[Part.Type];
        if (type is { Name: "var" })
            return Code.Definition(holder)[Part.Value] is { Kind: CodeKind.Call } made ? TypeOfOptions(made) : default;
        return type.Name is "IOptions" or "IOptionsSnapshot" or "IOptionsMonitor" ? Argument(type) : default;
    }

    /// <summary>The variable of the configuration that fills a property of options; null for other members.</summary>
    Value? Setting(Code member, Func<Code, Value> valueOf)
    {
        if (
            !filled.Value.Contains(member.Name)
            || PropertyNamed(member) is not { Kind: CodeKind.Property } property
            || property.Is(Modifiers.Static)
            || property.Is(Modifiers.ReadOnly)
            || !bound.Value.TryGetValue(property.Enclosing(CodeKind.Class), out var section)
        )
            return null;
        var name =
            section.Parent.Callee.Name is "BindConfiguration" || section.Parent.Parent.Callee.Name is "BindConfiguration"
                ? valueOf(section).AsText
                : KeyOf(section, valueOf, 6);
        if (name is null)
            return null;
        var key = $"{name}:{property.Name}";
        var written = property[Part.Value] is { Exists: true } initial ? valueOf(initial) : null;
        if (written is Value.Text { Content: "" } && validated.Value && property.All(Part.Decorator).Any(one => one.Name is "Required"))
            written = null;
        return new Value.FromEnvironment(key, SettingsNear(section.File.Path, key) ?? SettingsOfPrograms(key) ?? written)
        {
            Origin = member,
        };
    }

    /// <summary>What the settings of the programs say of a key that a library reads; libraries have no settings of their own. Null when none names it.</summary>
    Value? SettingsOfPrograms(string key) =>
        programs
            .Value.Select(folder => SettingsNear(folder.Length == 0 ? "Program.cs" : $"{folder}/Program.cs", key))
            .FirstOrDefault(value => value is not null);

    ImmutableArray<string> Programs() =>
        [
            .. Code.Calls("CreateBuilder", "CreateSlimBuilder", "CreateDefaultBuilder", "CreateApplicationBuilder")
                .Where(call => call.File.Language is Language.CSharp && call.Receiver.Name is "WebApplication" or "WebHost" or "Host")
                .Select(call => FolderOf(call.File.Path))
                .Where(folder => Code.Exists(folder.Length == 0 ? "appsettings.json" : $"{folder}/appsettings.json"))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
