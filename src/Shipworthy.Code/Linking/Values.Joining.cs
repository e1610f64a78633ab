namespace Shipworthy.Syntax.Linking;

sealed partial class Values
{
    const int MostParts = 200;
    const int MostChoices = 24;
    const int LongestText = 100_000;

    readonly Lazy<ILookup<string, Code>> assignments = new(() =>
        code.All(CodeKind.Assignment)
            .Where(one => one[Part.Target].Kind == CodeKind.Name)
            .ToLookup(one => one[Part.Target].Name, StringComparer.Ordinal)
    );

    /// <summary>The assignments to a variable after its declaration: those that set it anew, or those that change what it holds (<c>+=</c>).</summary>
    List<Code> AssignmentsTo(Code variable, bool anew) =>
        variable.Kind != CodeKind.Variable || variable.Name.Length == 0
            ? []
            :
            [
                .. assignments
                    .Value[variable.Name]
                    .Where(one =>
                        one.Operator == "=" == anew
                        && ReferenceEquals(one.File, variable.File)
                        && code.Definition(one[Part.Target]) == variable
                    )
                    .Take(8),
            ];

    /// <summary>The values that are assigned to a variable after its declaration.</summary>
    List<Value> Assigned(Code variable, Frame frame, int steps) =>
        [.. AssignmentsTo(variable, anew: true).Select(one => Of(one[Part.Value], frame, steps - 4))];

    /// <summary>
    /// The value of a variable that is put together step by step: texts that are added one after the other where it is declared, or what stands in for it
    /// when it has none. What loops and branches add is known at run time only.
    /// </summary>
    Value Changed(Code variable, Value value, Frame frame, int steps)
    {
        foreach (var change in AssignmentsTo(variable, anew: false))
        {
            var straight = StepOf(change) == StepOf(variable);
            var added = Of(change[Part.Value], frame, steps - 4);
            value = change.Operator switch
            {
                "+=" when straight && value is Value.Text or Value.Joined or Value.FromEnvironment => Join([value, added]),
                "??=" when straight => OrElse(value, added, onlyWhenMissing: true),
                "||=" when straight => OrElse(value, added, onlyWhenMissing: false),
                _ => Unknown(variable, "it is put together step by step"),
            };
        }
        return value;
    }

    /// <summary>The part of the program that runs as one, from its first line to its last, and holds a node.</summary>
    static Code StepOf(Code node)
    {
        var around = node.Parent;
        while (around.Exists && around.Kind is CodeKind.Variable or CodeKind.Export or CodeKind.Await or CodeKind.Argument)
            around = around.Parent;
        return around;
    }

    Value Module(Code module, Frame frame, int steps)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var offered in code.Definitions.Exports.In(module.File))
            entries[offered.Key] = Of(offered.First(), frame, steps - 8);
        return new Value.ObjectOf(entries.ToImmutable());
    }

    static Value Pick(Value whole, string name, Code at) =>
        whole switch
        {
            Value.Environment => new Value.FromEnvironment(name) { Origin = at },
            Value.ObjectOf entries when entries[name] is { } entry => entry,
            Value.ObjectOf { Open: false } => new Value.Nothing { Origin = at },
            Value.ListOf list when int.TryParse(name, out var index) && index >= 0 && index < list.Items.Length => list.Items[index],
            Value.ListOf list when name is "length" => new Value.Number(list.Items.Length) { Origin = at },
            Value.EitherOf either => Either([.. either.Choices.Select(choice => Pick(choice, name, at))]),
            Value.Unknown unknown => unknown with { Origin = at },
            _ => Unknown(at, $"{name} of it is known only at run time"),
        };

    static Value Join(IEnumerable<Value> parts)
    {
        var joined = ImmutableArray.CreateBuilder<Value>();
        foreach (var part in parts.SelectMany(part => part is Value.Joined inner ? (IEnumerable<Value>)inner.Parts : [part]))
        {
            var text = part is Value.Number number ? new Value.Text(Literals.Digits(number.Amount)) { Origin = part.Origin } : part;
            if (text is Value.Text next && joined is [.., Value.Text last])
                joined[^1] = last with { Content = last.Content + next.Content };
            else
                joined.Add(text);
        }
        return joined switch
        {
            { Count: > MostParts } => new Value.Unknown("it is too long to work out"),
            [Value.Text { Content.Length: > LongestText }, ..] => new Value.Unknown("it is too long to work out"),
            [] => new Value.Text(""),
            [Value.Text only] => only with { Origin = default },
            _ => new Value.Joined(joined.ToImmutable()),
        };
    }

    static Value Either(params Value[] choices)
    {
        var different = ImmutableArray.CreateBuilder<Value>();
        foreach (var choice in choices.SelectMany(choice => choice.Possible))
            if (!different.Contains(choice))
                different.Add(choice);
        return different.Count > MostChoices ? new Value.Unknown("it may be one of very many values")
            : different is [var only] ? only
            : new Value.EitherOf(different.ToImmutable());
    }

    static Value.Unknown Unknown(Code at, string because) => new(because) { Origin = at };
}
