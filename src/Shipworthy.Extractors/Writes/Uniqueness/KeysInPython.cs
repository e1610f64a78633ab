using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Reads keys from models of SQLAlchemy, SQLModel and Django, and from operations of Alembic.</summary>
static class KeysInPython
{
    /// <summary>Reads all models of the app.</summary>
    public static void Read(Sources sources, UniqueKeys into)
    {
        foreach (var model in sources.Code.All(CodeKind.Class))
            if (model.File.Language is Language.Python)
                Model(sources.Code, model, into);
        Accounts(sources, into);
        foreach (var call in sources.Code.Calls("create_index", "create_unique_constraint", "create_table"))
            if (call.File.Language is Language.Python)
                Operation(call, into);
    }

    /// <summary>The table of Django's accounts, which <c>get_user_model()</c> stands for: the app's own model, or Django's, whose user names are unique.</summary>
    static void Accounts(Sources sources, UniqueKeys into)
    {
        if (!sources.Code.Calls("get_user_model").Any() && !sources.Code.Imports("django.contrib.auth.models"))
            return;
        var own = sources
            .Code.All(CodeKind.Class)
            .FirstOrDefault(one => one.File.Language is Language.Python && one.All(Part.Base).Any(ancestor => IsAccount(ancestor.Name)));
        if (!own.Exists)
        {
            into.Make("User", isModel: true);
            into.Add("User", Location.WholeApp, ["username"]);
            return;
        }
        into.Alias("User", own.Name);
        if (own.All(Part.Base).Any(one => one.Name is "AbstractUser"))
            into.Add(own.Name, own.At, ["username"]);
    }

    static bool IsAccount(string ancestor) => ancestor is "AbstractUser" or "AbstractBaseUser";

    static void Model(CodeBase code, Code model, UniqueKeys into)
    {
        var members = model
            .Children.Select(one => (Name: NameOf(one), Value: one[Part.Value], At: one.At))
            .Where(one => one.Name.Length > 0)
            .ToList();
        var table = members.Where(one => one.Name is "__tablename__").Select(one => one.Value.String).FirstOrDefault();
        var isModel =
            table is not null
            || model
                .All(Part.Base)
                .Any(one =>
                    one.Text is "models.Model" or "SQLModel" or "db.Model" or "Document"
                    || IsAccount(one.Name)
                    || one.Name.EndsWith("Model", StringComparison.Ordinal) && one.Text.Contains("models", StringComparison.Ordinal)
                )
            || model.Text.Contains("table=True", StringComparison.Ordinal)
            // A class of the app in between: class Order(Dated), class Dated(models.Model).
            || TablesInDjango.IsModel(code, model, 5)
            || (
                model.All(Part.Base).Any()
                && members.Exists(one => one.Value.Kind is CodeKind.Call && one.Value.Callee.Name is "mapped_column" or "Column")
            );
        if (!isModel)
            return;
        into.Make(table ?? model.Name);
        into.Alias(model.Name, table ?? model.Name);
        OfColumns(model, table ?? model.Name, members, into);
        // Fields that a base brings along are columns as well: class User(UserBase, table=True).
        if (model.Text.Contains("table=True", StringComparison.Ordinal))
            foreach (var ancestor in model.All(Part.Base).Where(one => one.Name is not "SQLModel"))
            foreach (var other in model.File.Root.Descendants(CodeKind.Class).Where(one => one.Name == ancestor.Name))
                OfColumns(other, table ?? model.Name, [.. other.Children.Select(one => (NameOf(one), one[Part.Value], one.At))], into);
    }

    static void OfColumns(Code model, string table, List<(string Name, Code Value, Location At)> members, UniqueKeys into)
    {
        foreach (var (name, value, at) in members)
            if (
                value.Kind is CodeKind.Call
                && (IsTrue(value, "unique") || IsTrue(value, "primary_key") || value.Callee.Name is "OneToOneField")
            )
                into.Add(table, at, [name]);
        if (!members.Exists(one => one.Name is "id"))
            into.Add(table, model.At, ["id"]);
        foreach (var one in model.Descendants())
            if (one.Kind is CodeKind.Call && one.Callee.Name is "UniqueConstraint")
                into.Add(
                    table,
                    one.At,
                    one.ArgumentNamed("fields") is { Exists: true } fields
                        ? TextsIn(fields)
                        : one.Arguments.Select(text => text.String).OfType<string>()
                );
            else if (one.Kind is CodeKind.Call && one.Callee.Name is "Index" && IsTrue(one, "unique"))
                into.Add(table, one.At, one.Arguments.Skip(1).Select(text => text.String ?? text.Name).OfType<string>());
            else if (one.Kind is CodeKind.Call && one.Callee.Name is "CheckConstraint")
                into.Bound(table, Columns(one.Text));
            else if (
                one.Kind is CodeKind.Call
                && one.Callee.Name is "PositiveIntegerField" or "PositiveSmallIntegerField" or "PositiveBigIntegerField"
            )
                into.Bound(table, [NameOf(one.Parent)]);
            else if (NameOf(one) is "unique_together" && one[Part.Value] is { Exists: true } together)
                foreach (
                    var group in together
                        .Descendants(CodeKind.Array)
                        .Prepend(together)
                        .Where(group => group.Children.Any(text => text.String is not null))
                )
                    into.Add(table, one.At, group.Children.Select(text => text.String).OfType<string>());
    }

    static void Operation(Code call, UniqueKeys into)
    {
        switch (call.Callee.Name)
        {
            case "create_index" when IsTrue(call, "unique"):
                into.Add(call.ArgumentAt(1).String ?? "", call.At, TextsIn(call.ArgumentAt(2)));
                break;
            case "create_unique_constraint":
                into.Add(call.ArgumentAt(1).String ?? "", call.At, TextsIn(call.ArgumentAt(2)));
                break;
            case "create_table" when call.ArgumentAt(0).String is { } table:
                into.Make(table);
                foreach (var inner in call.Descendants(CodeKind.Call))
                    if (inner.Callee.Name is "UniqueConstraint" or "PrimaryKeyConstraint")
                        into.Add(table, inner.At, inner.Arguments.Select(text => text.String).OfType<string>());
                    else if (inner.Callee.Name is "Column" && (IsTrue(inner, "unique") || IsTrue(inner, "primary_key")))
                        into.Add(table, inner.At, [inner.ArgumentAt(0).String ?? ""]);
                    else if (inner.Callee.Name is "CheckConstraint")
                        into.Bound(table, Columns(inner.Text));
                break;
        }
    }

    static IEnumerable<string> Columns(string condition) =>
        condition.Split([' ', '(', ')', '"', '\'', '>', '<', '=', ',', '.', '\n'], StringSplitOptions.RemoveEmptyEntries);

    static IEnumerable<string> TextsIn(Code list) => list.Children.Select(one => one.String).OfType<string>();

    static string NameOf(Code member) =>
        member.Kind is CodeKind.Variable or CodeKind.Property ? member.Name
        : member.Kind is CodeKind.Assignment ? member[Part.Target].Name
        : "";

    static bool IsTrue(Code call, string name) =>
        call.ArgumentNamed(name) is { Exists: true } value && value.Text.EndsWith("True", StringComparison.Ordinal);
}
