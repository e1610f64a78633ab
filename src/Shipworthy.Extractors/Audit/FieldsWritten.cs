namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Collects the columns that a value holds: of an object literal its entries, of a variable those of its value and of later assignments to its members, of what a caller sends
/// the fields of its declared type.
/// </summary>
sealed class FieldsWritten(CodeBase code)
{
    const int Deepest = 6;

    /// <summary>Entries that hold columns, rather than being ones.</summary>
    static readonly HashSet<string> Holders = new(StringComparer.Ordinal)
    {
        "data",
        "$set",
        "$unset",
        "$push",
        "create",
        "update",
        "set",
        "values",
        "defaults",
    };

    /// <summary>Entries that choose rows or tell what to give back.</summary>
    static readonly HashSet<string> NoColumns = new(StringComparer.Ordinal)
    {
        "where",
        "select",
        "include",
        "omit",
        "returning",
        "transaction",
        "skipDuplicates",
        "upsert",
        "new",
        "runValidators",
        "onConflict",
        "session",
    };

    /// <summary>Adds the columns of a value.</summary>
    public void Add(Code value, WrittenFields into, int depth = Deepest)
    {
        if (!value.Exists || depth <= 0)
        {
            into.HasMore |= value.Exists;
            return;
        }
        switch (value.Kind)
        {
            case CodeKind.Object:
                foreach (var entry in value.Children)
                    AddEntry(entry, into, depth);
                break;
            case CodeKind.Array:
                foreach (var one in value.Children)
                    Add(one, into, depth - 1);
                break;
            case CodeKind.Await or CodeKind.Spread or CodeKind.Unary:
                Add(value[Part.Value], into, depth - 1);
                break;
            case CodeKind.Conditional:
                Add(value[Part.Then], into, depth - 1);
                Add(value[Part.Else], into, depth - 1);
                break;
            case CodeKind.Binary when value.Operator is "&&" or "??" or "||":
                Add(value[Part.Right], into, depth - 1);
                break;
            case CodeKind.New or CodeKind.Call:
                AddMade(value, into, depth);
                break;
            case CodeKind.Name or CodeKind.Member:
                AddNamed(value, into, depth);
                break;
            case CodeKind.Literal:
                break;
            default:
                into.HasMore = true;
                break;
        }
    }

    void AddEntry(Code entry, WrittenFields into, int depth)
    {
        if (entry.Kind is CodeKind.Spread)
            Add(entry[Part.Value], into, depth - 1);
        else if (
            entry.Kind is CodeKind.Property
            && Holders.Contains(entry.Name)
            && entry[Part.Value].Kind is not (CodeKind.Literal or CodeKind.Template)
        )
            Add(entry[Part.Value], into, depth - 1);
        else if (entry.Kind is CodeKind.Property && entry.Name.Length > 0 && !NoColumns.Contains(entry.Name))
        {
            into.Add(entry.Name, entry[Part.Value]);
            if (Connected(entry[Part.Value]) is { Exists: true } row)
                into.Add($"{entry.Name}Id", row.Kind is CodeKind.Object ? Entry(row, "id") : default);
        }
        else if (entry.Kind is CodeKind.Property && ColumnOf(entry) is { Length: > 0 } column)
            into.Add(column, entry[Part.Value]);
        else if (entry.Kind is CodeKind.Property && entry.Name.Length == 0)
            into.HasMore = true;
    }

    /// <summary>The column of an entry of SQLAlchemy whose key is a member of the model: <c>update({Part.quantity: Part.quantity + 1})</c>.</summary>
    static string ColumnOf(Code entry) =>
        entry.Name.Length == 0
        && entry.File.Language is Language.Python
        && entry[Part.Key] is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name } model } key
        && IsCapital(model.Name)
            ? key.Name
            : "";

    /// <summary>The row that Prisma joins a new one to, by the column that refers to it: <c>account: { connect: { id } }</c>.</summary>
    static Code Connected(Code value) => value.Kind is CodeKind.Object ? Entry(value, "connect") : default;

    static Code Entry(Code value, string name) =>
        value.Children.FirstOrDefault(one => one.Kind is CodeKind.Property && one.Name == name)[Part.Value];

    /// <summary>A construction, with its named arguments and initializer; or a conversion of something else: <c>body.model_dump()</c>, <c>User.model_validate(body)</c>.</summary>
    void AddMade(Code made, WrittenFields into, int depth)
    {
        var isConstruction =
            made.Kind is CodeKind.New
            || IsCapital(made.Callee.Name)
            || made.Callee.Name is "create" or "values"
            || made.Callee is { Kind: CodeKind.Name, Name: "dict" };
        foreach (var child in made.Children)
            if (child.Kind is CodeKind.Object)
                Add(child, into, depth - 1);
        foreach (var argument in made.Arguments)
            if (argument.Kind is CodeKind.Argument && isConstruction)
                into.Add(argument.Name, argument[Part.Value]);
            else if (argument.Kind is CodeKind.Argument && Holders.Contains(argument.Name))
                Add(argument[Part.Value], into, depth - 1);
            else if (argument.Kind is not (CodeKind.Argument or CodeKind.Literal))
                Add(argument, into, depth - 1);
        if (!isConstruction && made.Receiver is { Kind: CodeKind.Name } receiver && !IsCapital(receiver.Name))
            Add(receiver, into, depth - 1);
        into.HasMore |= !isConstruction;
    }

    void AddNamed(Code name, WrittenFields into, int depth)
    {
        var found = code.Definition(name);
        if (found.Kind is CodeKind.Parameter || (found.Kind is CodeKind.Variable && found[Part.Type].Exists))
            AddType(found[Part.Type], into, depth);
        if (found.Kind is CodeKind.Variable && found[Part.Value].Exists)
        {
            Add(found[Part.Value], into, depth - 1);
            foreach (var again in ValuesOf(name.Name, name.Enclosing(CodeKind.Function)).Where(value => value != found[Part.Value]).Take(4))
                Add(again, into, depth - 2);
            AddLater(name.Name, found.Enclosing(CodeKind.Function), into);
        }
        else
            into.HasMore = true;
    }

    /// <summary>Everything that a variable is given in a function.</summary>
    static IEnumerable<Code> ValuesOf(string variable, Code function)
    {
        foreach (var node in function.Descendants())
            if (
                (node.Kind is CodeKind.Variable && node.Name == variable)
                || (node.Kind is CodeKind.Assignment && node[Part.Target] is { Kind: CodeKind.Name } target && target.Name == variable)
            )
                if (node[Part.Value].Exists)
                    yield return node[Part.Value];
    }

    /// <summary><c>changes.role = …</c>, <c>changes["role"] = …</c> after the variable was made.</summary>
    static void AddLater(string variable, Code function, WrittenFields into)
    {
        foreach (var assignment in function.Descendants(CodeKind.Assignment))
            if (
                assignment[Part.Target] is { Kind: CodeKind.Member or CodeKind.Index } target
                && target.Receiver is { Kind: CodeKind.Name } receiver
                && receiver.Name == variable
            )
                if (target.Name.Length > 0)
                    into.Add(target.Name, assignment[Part.Value]);
                else
                    into.HasMore = true;
    }

    /// <summary>The fields of a type of the app, with those of its bases.</summary>
    public void AddType(Code type, WrittenFields into, int depth = Deepest)
    {
        if (!type.Exists || depth <= 0)
            return;
        foreach (var inner in type.Children)
            if (inner.Kind is CodeKind.Type or CodeKind.Name)
                AddType(inner, into, depth - 1);
        AddClass(code.Definition(type), into, depth - 1);
    }

    /// <summary>The fields of a class, with those of its bases.</summary>
    public void AddClass(Code found, WrittenFields into, int depth = Deepest)
    {
        if (found.Kind is not CodeKind.Class || depth <= 0)
            return;
        foreach (var member in found.Children)
            if (member.Kind is CodeKind.Property or CodeKind.Variable or CodeKind.Parameter && member.Name.Length > 0)
                into.Add(member.Name, default);
        foreach (var ancestor in found.All(Part.Base))
            AddClass(code.Definition(ancestor), into, depth - 1);
    }

    static bool IsCapital(string name) => name.Length > 0 && char.IsUpper(name[0]);
}
