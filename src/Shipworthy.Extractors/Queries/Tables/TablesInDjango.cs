namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>
/// Models of Django, whose migrations are made from them: foreign keys, one-to-one and slug fields are indexed unless they say otherwise; the primary key always is.
/// </summary>
static class TablesInDjango
{
    /// <summary>Adds what the models say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        AddModels(schema, sources);
        AddAccounts(schema, sources);
        // User = get_user_model() stands for the model that people sign in with, whatever it is called.
        if (
            sources.Code.Calls("get_user_model").Any()
            && new ModelsOfDjango(sources).Accounts is var own
            && schema.Of(own.Exists ? own.Name : "User") is { } table
        )
        {
            schema.Call(table, "get_user_model");
            foreach (var call in sources.Code.Calls("get_user_model"))
                if (call.Parent is { Kind: CodeKind.Variable } kept && call.Part is Part.Value)
                    schema.Call(table, kept.Name);
        }
    }

    static void AddModels(IndexedSchema schema, Sources sources)
    {
        foreach (
            var model in sources.Code.All(CodeKind.Class).Where(one => one.File.Language is Language.Python && sources.IsDeployed(one.File))
        )
        {
            if (!IsModel(sources.Code, model, 5) || model.Text.Contains("abstract = True", StringComparison.Ordinal))
                continue;
            var table = schema.Made(model.Name, model.At);
            (table.At, table.IsMigrated) = (model.At, false);
            table.AddOfModel(new(["id"], IsUnique: true));
            table.AddOfModel(new(["pk"], IsUnique: true));
            foreach (var member in TablesInSqlAlchemy.MembersOf(sources.Code, model, 4))
                Read(table, member);
            // What accounts have from Django itself.
            if (model.All(Part.Base).Any(one => one.Name is "AbstractUser"))
            {
                table.AddOfModel(new(["username"], IsUnique: true));
                foreach (var column in new[] { "is_active", "is_staff", "is_superuser" })
                    table.Columns.TryAdd(IndexedTable.Plain(column), "booleanfield");
            }
            foreach (var meta in model.Descendants(CodeKind.Class).Where(one => one.Name is "Meta"))
                ReadMeta(table, meta);
        }
    }

    /// <summary>The accounts of Django itself, where an app has none of its own: names are unique, addresses have no index.</summary>
    static void AddAccounts(IndexedSchema schema, Sources sources)
    {
        if (schema.Of("User") is not null || !sources.Code.Imports("django"))
            return;
        // An app with accounts of its own has none of Django's; `get_user_model()` then gives its own, by another name.
        if (
            sources.Code.All(CodeKind.Class).Any(model => model.All(Part.Base).Any(one => one.Name is "AbstractUser" or "AbstractBaseUser"))
        )
            return;
        var table = schema.Made("User", Location.WholeApp);
        foreach (var column in new[] { "id", "pk", "username" })
            table.AddOfModel(new([column], IsUnique: true));
        foreach (var column in new[] { "is_active", "is_staff", "is_superuser" })
            table.Columns[IndexedTable.Plain(column)] = "booleanfield";
    }

    /// <summary>Whether a class is a model of Django.</summary>
    public static bool IsModel(CodeBase code, Code model, int steps) =>
        steps > 0
        && model
            .All(Part.Base)
            .Any(one =>
                one.Text is "models.Model" or "AbstractUser" or "AbstractBaseUser" or "TimeStampedModel"
                || code.Definition(one) is { Kind: CodeKind.Class } other && other != model && IsModel(code, other, steps - 1)
            );

    static void Read(IndexedTable table, Code member)
    {
        var value = member[Part.Value];
        var name = TablesInSqlAlchemy.NameOf(member);
        if (value.Kind is not CodeKind.Call || name.Length == 0)
            return;
        var type = value.Callee.Name;
        var isReference = type is "ForeignKey" or "OneToOneField";
        if (!isReference && !type.EndsWith("Field", StringComparison.Ordinal))
            return;
        var column = IndexedTable.Plain(name);
        if (type is "ManyToManyField")
        {
            table.Relations[name] = new(value.ArgumentAt(0).String ?? value.ArgumentAt(0).Name, IsMany: true, []);
            return;
        }
        table.Columns[column] = type.ToLowerInvariant();
        if (isReference)
        {
            table.References.Add(column);
            table.Properties[column + "id"] = column;
            table.Properties[column + "pk"] = column;
            table.Relations[name] = new(value.ArgumentAt(0).String ?? value.ArgumentAt(0).Name, IsMany: false, [column]);
        }
        var says = value.ArgumentNamed("db_index").Text;
        if (value.ArgumentNamed("primary_key").Text is "True")
            table.AddOfModel(new([column], IsUnique: true));
        else if (value.ArgumentNamed("unique").Text is "True" || type is "OneToOneField")
            table.AddOfModel(new([column], IsUnique: true));
        else if (says is "True" || (isReference || type is "SlugField") && says is not "False")
            table.AddOfModel(new([column], IsUnique: false));
    }

    static void ReadMeta(IndexedTable table, Code meta)
    {
        foreach (var call in meta.Descendants(CodeKind.Call))
            if (call.Callee.Name is "Index" or "UniqueConstraint" or "GinIndex" && call.ArgumentNamed("fields") is { Exists: true } fields)
                table.AddOfModel(
                    new(
                        [.. fields.All(Part.Element).Select(one => table.ColumnOf((one.String ?? "").TrimStart('-')))],
                        call.Callee.Name is "UniqueConstraint"
                    )
                    {
                        Where = call.ArgumentNamed("condition").Text.ToLowerInvariant(),
                        Method = call.Callee.Name is "GinIndex" ? "gin" : "",
                    }
                );
        foreach (var entry in meta.Children.Where(one => TablesInSqlAlchemy.NameOf(one) is "unique_together" or "index_together"))
        {
            var lists = entry[Part.Value].All(Part.Element).ToList();
            foreach (var list in lists.TrueForAll(one => one.String is not null) ? [entry[Part.Value]] : lists)
                table.AddOfModel(new([.. list.All(Part.Element).Select(one => table.ColumnOf(one.String ?? ""))], IsUnique: true));
        }
    }
}
