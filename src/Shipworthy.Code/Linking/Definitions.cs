using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking;

/// <summary>Leads names, members and types to their declarations.</summary>
sealed partial class Definitions(CodeBase code)
{
    const int MostSteps = 24;
    const int MostBases = 8;

    readonly ConcurrentDictionary<CodeFile, Scopes> scopes = [];
    readonly ConcurrentDictionary<Code, Code> known = [];
    readonly Exports exports = new(code);

    // Every argument of a call may lead to another call with arguments: without this the ways multiply with each step.
    readonly ConcurrentDictionary<(Code Call, int Steps), Code> wrapped = [];

    /// <summary>What files offer.</summary>
    public Exports Exports => exports;

    /// <summary>The declaration that an expression or type names.</summary>
    public Code Of(Code name) => Of(name, MostSteps);

    /// <summary>The scopes of a file.</summary>
    public Scopes ScopesOf(CodeFile file) => scopes.GetOrAdd(file, one => new Scopes(one, code.LinksOf(one)));

    /// <summary>What a call runs or makes.</summary>
    public Code TargetOf(Code call) =>
        call.Kind is CodeKind.Call or CodeKind.New or CodeKind.Decorator or CodeKind.Element && call.Callee is { Exists: true } callee
            ? Runnable(callee, MostSteps)
            : default;

    /// <summary>The function that an expression stands for.</summary>
    public Code FunctionOf(Code expression) => Runnable(expression, MostSteps) is { Kind: CodeKind.Function } function ? function : default;

    Code Of(Code name, int steps)
    {
        if (!name.Exists || steps <= 0)
            return default;
        if (known.TryGetValue(name, out var before))
            return before;
        var found = Find(name, steps - 1);
        // An answer that was cut short by the limit would depend on who asked first.
        if (found.Exists)
            known.TryAdd(name, found);
        return found;
    }

    Code Find(Code name, int steps) =>
        name.Kind switch
        {
            CodeKind.Name when name.Name is "this" or "self" && ClassAround(name) is { Exists: true } around => around,
            CodeKind.Type when name[Part.Receiver] is { Exists: true } space => MemberOf(space, name.Name, steps) is { Exists: true } inside
                ? inside
                : code.LinksOf(name.File).Beyond(name),
            CodeKind.Type when name.Operator is "|" or "?" => name.All(Part.Type)
                .Select(one => Of(one, steps - 1))
                .FirstOrDefault(one => one.Exists),
            CodeKind.Name or CodeKind.Type => Declared(name, name.Name, steps),
            CodeKind.Member => MemberOf(name[Part.Receiver], name.Name, steps) is { Exists: true } member
                ? member
                : code.LinksOf(name.File).BeyondMember(name),
            CodeKind.Index when name.Name.Length > 0 => MemberOf(name[Part.Receiver], name.Name, steps),
            CodeKind.Variable or CodeKind.Parameter or CodeKind.Function or CodeKind.Class or CodeKind.Property or CodeKind.Module => name,
            CodeKind.Imported => Named(exports.Follow(name), steps),
            CodeKind.Call or CodeKind.Await => code.LinksOf(name.File).LoadedModule(name) is { } module
            && code.Module(name.File, module) is { } file
                ? Whole(file)
                : default,
            _ => default,
        };

    Code Declared(Code at, string name, int steps)
    {
        var declaration = ScopesOf(at.File).Find(at, name);
        if (!declaration.Exists)
            return code.LinksOf(at.File).Beyond(at);
        return declaration.Kind switch
        {
            CodeKind.Imported => Named(exports.Follow(declaration), steps),
            CodeKind.Variable => Loaded(declaration, steps) is { Exists: true } loaded ? loaded : declaration,
            _ => declaration,
        };
    }

    /// <summary>What a variable stands for when it holds a module of the app, or a part of one: <c>const { a } = require("./b")</c>.</summary>
    Code Loaded(Code variable, int steps)
    {
        var (source, path) = Binding.SourceOf(variable);
        if (
            !source.Exists
            || code.LinksOf(source.File).LoadedModule(source) is not { } module
            || code.Module(source.File, module) is not { } file
        )
            return default;
        var found = path is [] ? Whole(file) : Named(exports.Of(file, path[0]), steps);
        foreach (var name in path.Skip(1))
            found = MemberOfDeclaration(found, name, steps - 1);
        return found;
    }

    /// <summary>A module as its loader sees it: what it sets as its exports as a whole, or the module with its names.</summary>
    Code Whole(CodeFile file) => exports.Of(file, "=") is { Exists: true } whole ? Named(whole, MostSteps / 2) : file.Root;

    /// <summary>What is offered may be an expression that names a declaration; an import that leaves the app is the end.</summary>
    Code Named(Code offered, int steps) =>
        offered.Kind is CodeKind.Name or CodeKind.Member && Of(offered, steps - 1) is { Exists: true } declaration ? declaration : offered;

    Code MemberOf(Code receiver, string name, int steps)
    {
        if (steps <= 0)
            return default;
        return MemberOfDeclaration(Holder(receiver, steps - 1), name, steps - 1);
    }

    /// <summary>The declaration or literal that has the members of an expression's value.</summary>
    Code Holder(Code expression, int steps) =>
        expression.Kind switch
        {
            CodeKind.Object or CodeKind.New => expression,
            CodeKind.Call when Made(expression, steps) is { Exists: true } made => made,
            CodeKind.Await when code.LinksOf(expression.File).LoadedModule(expression) is null => Holder(expression[Part.Value], steps),
            _ => Of(expression, steps),
        };

    /// <summary>What a call gives that has members: an instance of the class that it calls, as in Python, or of the type that its function says it returns.</summary>
    Code Made(Code call, int steps)
    {
        if (steps <= 0 || code.LinksOf(call.File).LoadedModule(call) is not null)
            return default;
        var target = Runnable(call.Callee, steps - 2);
        return target.Kind switch
        {
            CodeKind.Class => target,
            CodeKind.Function when Of(target[Part.Type], steps - 2) is { Kind: CodeKind.Class } declared => declared,
            CodeKind.Function => Returned(target, steps - 2),
            _ => default,
        };
    }

    Code MemberOfDeclaration(Code holder, string name, int steps)
    {
        if (!holder.Exists || steps <= 0)
            return default;
        switch (holder.Kind)
        {
            case CodeKind.Module when holder.Part == Part.None:
                return Named(exports.Of(holder.File, name), steps);
            case CodeKind.Module:
                return ScopesOf(holder.File).In(holder, name);
            case CodeKind.Class:
                return MemberOfClass(holder, name, steps);
            case CodeKind.Object:
                return Entry(holder, name, steps);
            case CodeKind.New when Of(holder.Callee, steps - 1) is { Kind: CodeKind.Function } maker:
                return MemberOfMade(maker, name, steps - 1);
            case CodeKind.New:
                return MemberOfDeclaration(Of(holder.Callee, steps - 1), name, steps - 1);
            case CodeKind.Variable or CodeKind.Parameter or CodeKind.Property:
                if (
                    Instance(holder, steps) is { Exists: true } instance
                    && MemberOfDeclaration(instance, name, steps - 1) is { Exists: true } member
                )
                    return member;
                return MemberOfDeclaration(Of(holder[Part.Type], steps - 1), name, steps - 1);
            default:
                return default;
        }
    }

    Code Instance(Code variable, int steps)
    {
        var (source, path) = Binding.SourceOf(variable);
        var holder = Holder(source, steps - 1);
        foreach (var name in path)
            holder = MemberOfDeclaration(holder, name, steps - 1);
        return holder == variable ? default : holder;
    }

    Code Entry(Code literal, string name, int steps)
    {
        var entry = literal.Property(name);
        // A shorthand entry is another name for what stands outside.
        if (
            entry.Kind == CodeKind.Property
            && entry[Part.Value].Kind == CodeKind.Name
            && Of(entry[Part.Value], steps - 1) is { Exists: true } outside
        )
            return outside;
        return entry;
    }

    Code MemberOfClass(Code declared, string name, int steps)
    {
        if (declared.Property(name) is { Exists: true } member)
            return member;
        var constructor = declared.Children.FirstOrDefault(child => child is { Kind: CodeKind.Function, Operator: "constructor" });
        foreach (var parameter in constructor.All(Part.Parameter))
            if (parameter.Name == name && (parameter.Modifiers & FieldMaking) != Modifiers.None)
                return parameter;
        foreach (var assignment in constructor.Descendants(CodeKind.Assignment))
            if (
                assignment[Part.Target] is { Kind: CodeKind.Member } target
                && target.Name == name
                && target[Part.Receiver].Name is "this" or "self"
            )
                return Of(assignment[Part.Value], steps - 1) is { Exists: true } given ? given : assignment;
        foreach (var ancestor in declared.All(Part.Base).Take(MostBases))
            if (MemberOfDeclaration(Of(ancestor, steps - 3), name, steps - 3) is { Exists: true } inherited)
                return inherited;
        return default;
    }

    /// <summary>TypeScript makes a field of a constructor's parameter that has one of these.</summary>
    const Modifiers FieldMaking = Modifiers.Public | Modifiers.Private | Modifiers.Protected | Modifiers.ReadOnly;

    /// <summary>The function or class behind an expression, through variables, properties and functions that wrap functions.</summary>
    Code Runnable(Code expression, int steps)
    {
        if (steps <= 0)
            return default;
        switch (expression.Kind)
        {
            case CodeKind.Function or CodeKind.Class:
                return expression;
            // A method that keeps its object: orders.list.bind(orders).
            case CodeKind.Call
                when expression.Callee is { Kind: CodeKind.Member, Name: "bind" } bind
                    && Runnable(bind.Receiver, steps - 1) is { Kind: CodeKind.Function } kept:
                return kept;
            case CodeKind.Call
            or CodeKind.New
                when expression.Arguments.FirstOrDefault(argument => argument.Kind == CodeKind.Function) is { Exists: true } given:
                return given;
            case CodeKind.Call when code.LinksOf(expression.File).LoadedModule(expression) is null:
                if (!wrapped.TryGetValue((expression, steps), out var inside))
                    wrapped[(expression, steps)] = inside = expression
                        .Arguments.Select(argument => Runnable(argument, steps - 4))
                        .FirstOrDefault(found => found.Kind == CodeKind.Function);
                return inside;
        }
        var declaration = Of(expression, steps - 1);
        return declaration.Kind switch
        {
            CodeKind.Function or CodeKind.Class => declaration,
            CodeKind.Variable or CodeKind.Property or CodeKind.Assignment => Bound(declaration, steps - 1),
            CodeKind.Call or CodeKind.Object => declaration == expression ? default : Runnable(declaration, steps - 1),
            _ => default,
        };
    }

    static Code ClassAround(Code name)
    {
        var around = name.Enclosing(CodeKind.Class);
        return around.Operator is "class" or "struct" or "record" ? around : default;
    }
}
