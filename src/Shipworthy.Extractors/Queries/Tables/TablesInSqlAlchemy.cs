namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Classes of SQLAlchemy and SQLModel: tables, columns, indexes and relations. A foreign key brings no index.</summary>
static class TablesInSqlAlchemy
{
    /// <summary>Adds what the classes say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (
            var model in sources.Code.All(CodeKind.Class).Where(one => one.File.Language is Language.Python && sources.IsDeployed(one.File))
        )
        {
            var members = MembersOf(sources.Code, model, 4).ToList();
            var named = members.FirstOrDefault(one => NameOf(one) is "__tablename__")[Part.Value].String;
            var isTable =
                named is not null || model.Arguments.Any(one => one.Name is "table" && one[Part.Value].Text is "True") || IsSqlModel(model);
            if (!isTable || !model.Children.Any(one => one[Part.Value].Kind is CodeKind.Call))
                continue;
            var table = schema.Made(named ?? model.Name.ToLowerInvariant(), model.At);
            table.At = model.At;
            schema.Call(table, model.Name);
            foreach (var member in members)
                Read(table, member);
            foreach (var member in members.Where(one => NameOf(one) is "__table_args__"))
            foreach (var call in member.Descendants(CodeKind.Call))
                if (call.Callee.Name is "Index" or "UniqueConstraint" or "PrimaryKeyConstraint")
                    table.AddOfModel(
                        new(
                            [
                                .. call
                                    .Arguments.Where(one => one.Kind is not CodeKind.Argument)
                                    .Skip(call.Callee.Name is "Index" ? 1 : 0)
                                    .Select(one => IndexedTable.Plain(one.String ?? one.Name)),
                            ],
                            call.Callee.Name is not "Index"
                        )
                    );
        }
    }

    /// <summary>The members of a class and of the classes of the app that it is made from.</summary>
    public static IEnumerable<Code> MembersOf(CodeBase code, Code model, int steps)
    {
        foreach (var member in model.Children)
            if (member.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Assignment)
                yield return member;
        if (steps <= 0)
            yield break;
        foreach (var ancestor in model.All(Part.Base))
            if (code.Definition(ancestor) is { Kind: CodeKind.Class } other && other != model)
                foreach (var member in MembersOf(code, other, steps - 1))
                    if (NameOf(member) is not "__tablename__")
                        yield return member;
    }

    /// <summary>The name of a member.</summary>
    public static string NameOf(Code member) => member.Kind is CodeKind.Assignment ? member[Part.Target].Name : member.Name;

    static bool IsSqlModel(Code model) =>
        model.File.Text.AsSpan(model.Start, Math.Min(300, model.End - model.Start)) is var head
        && head.IndexOf("table=True", StringComparison.Ordinal) is >= 0 and var at
        && at < head.IndexOf(':');

    static void Read(IndexedTable table, Code member)
    {
        var name = NameOf(member);
        var value = member[Part.Value];
        var type = member[Part.Type].Exists ? member[Part.Type].Text : "";
        if (name.Length == 0 || name.StartsWith("__", StringComparison.Ordinal))
            return;
        if (value.Kind is CodeKind.Call && value.Callee.Name is "relationship" or "Relationship")
        {
            var annotated = type.Split(['[', ']', '"', '\'', ' ', '|'], StringSplitOptions.RemoveEmptyEntries);
            var other =
                value.ArgumentAt(0).String
                ?? annotated.LastOrDefault(one => char.IsUpper(one[0]) && one is not ("Mapped" or "List" or "Optional" or "None"));
            var isMany = type.Contains("ist[", StringComparison.Ordinal) || type.Contains("et[", StringComparison.Ordinal);
            var lazy =
                value.ArgumentNamed("lazy").String ?? (value.Text.Contains("\"selectin\"", StringComparison.Ordinal) ? "selectin" : "");
            if (other is not null)
                table.Relations[name] = new(other, isMany, [])
                {
                    IsEager = lazy is "joined" or "selectin" or "subquery" or "immediate",
                    IsStrict = lazy is "raise" or "raise_on_sql" or "noload",
                };
            return;
        }
        var isColumn = value.Kind is CodeKind.Call && value.Callee.Name is "Column" or "mapped_column" or "Field";
        if (!isColumn && type.Length == 0)
            return;
        var column = IndexedTable.Plain(isColumn && value.Callee.Name is not "Field" ? value.ArgumentAt(0).String ?? name : name);
        if (column != IndexedTable.Plain(name))
            table.Properties[IndexedTable.Plain(name)] = column;
        if (!table.Columns.ContainsKey(column) || !table.IsMigrated)
            table.Columns[column] = (type.Length > 0 ? type : value.ArgumentAt(0).Text).ToLowerInvariant();
        if (!isColumn)
            return;
        if (value.ArgumentNamed("foreign_key").Exists || value.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "ForeignKey"))
            table.References.Add(column);
        foreach (var (word, isUnique) in new[] { ("primary_key", true), ("unique", true), ("index", false) })
            if (value.ArgumentNamed(word).Text is "True")
                table.AddOfModel(new([column], isUnique));
    }
}
