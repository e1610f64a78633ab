using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Audit;

/// <content>What generic views of Django REST framework do by themselves, with the model of their query set and the columns that their serializer takes.</content>
sealed partial class SensitiveActionReading
{
    readonly HashSet<(Code View, SensitiveKind Kind, WriteVerb Verb)> seenViews = [];

    SensitiveAction? OfGeneric(Route route, Endpoint endpoint, List<(AuditRecord Record, ImmutableArray<Code> Chain)> before)
    {
        if (
            route.Handler.Exists
            || route.Answer is not { } answer
            || !endpoint.Effects.Any(effect => effect.Kind is EffectKind.WritesData)
            || PythonClass.Of(code, ModelsOfViews.Of(code, answer.View)) is not { } model
            || VerbOf(endpoint.Method) is not { } verb
        )
            return null;
        var table =
            (model.Declared.Exists && ModelsOfViews.IsAccounts(model.Declared)) || model is { Package: "django", Name: "User" }
                ? "user"
                : Words.Table(model.Name);
        if (verb is WriteVerb.Delete && table.Contains("profile", StringComparison.Ordinal) && LeavesAccount(model, answer.View))
            return null;
        var write = new DataWrite(answer.View.Declared, verb, table, new());
        if (verb is not WriteVerb.Delete)
            Add(write.Fields, answer);
        if (sensitive.Of(write, endpoint) is not { } kind || !seenViews.Add((answer.View.Declared, kind, verb)))
            return null;
        var hooks = Hooks(answer, verb).ToList();
        var way = hooks.SelectMany(hook => walk.From(hook)).ToList();
        var record = before
            .Select(one => one.Record)
            .Concat(RecordsOn(way).Select(one => one.Record))
            .Concat(RecordsAround(answer.View.Declared).Select(one => one.Record))
            .Concat(new[] { everywhere.Of(answer.View.Declared, write) }.OfType<AuditRecord>())
            .OrderByDescending(Rank)
            .FirstOrDefault();
        return new(hooks.Count > 0 ? hooks[0].At : answer.View.Declared.At, kind, endpoint.Name)
        {
            EntryAt = route.At.At,
            Record = record,
            NotSeen = record is not null ? null : Recorder(answer.View) ?? NotSeen(way, kind, table),
        };
    }

    /// <summary>Whether rows of a model belong to accounts that stay when the rows go: <c>user = models.OneToOneField(settings.AUTH_USER_MODEL, …)</c>.</summary>
    bool LeavesAccount(PythonClass model, PythonClass view) =>
        model.Declared.Exists
        && !ModelsOfViews.IsAccounts(model.Declared)
        && !view.Method(code, "perform_destroy").Exists
        && model
            .Declared.Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Name is "OneToOneField"
                && ModelsOfViews.IsAccounts(code, call.ArgumentNamed("to") is { Exists: true } to ? to : call.ArgumentAt(0))
            );

    /// <summary>The write that <c>user.role = …</c> of an object comes to, which is saved later.</summary>
    static DataWrite? Assigned(Code node) =>
        node is { Kind: CodeKind.Assignment, File.Language: Language.Python } && node[Part.Target].Receiver is { Kind: CodeKind.Name } row
            ? new DataWrite(node, WriteVerb.Update, Words.Table(row.Name), new())
            : null;

    static WriteVerb? VerbOf(string method) =>
        method switch
        {
            "POST" => WriteVerb.Insert,
            "PUT" or "PATCH" => WriteVerb.Update,
            "DELETE" => WriteVerb.Delete,
            _ => null,
        };

    void Add(WrittenFields fields, DjangoAnswer answer)
    {
        if (DjangoSerializers.Of(code, answer.View, answer.Call) is not { } serializers)
        {
            fields.HasMore = true;
            return;
        }
        foreach (var serializer in serializers)
        {
            var locked = DjangoSerializers.Marked(code, serializer, "read_only").ToHashSet(StringComparer.Ordinal);
            if (DjangoSerializers.Columns(code, serializer) is { } columns && serializers.Length == 1)
                foreach (var column in columns.Where(one => !locked.Contains(one)))
                    fields.Add(column, default);
            else
                fields.HasMore = true;
        }
    }

    /// <summary>Functions of the app that such a view calls when it writes.</summary>
    IEnumerable<Code> Hooks(DjangoAnswer answer, WriteVerb verb)
    {
        var hook = verb switch
        {
            WriteVerb.Insert => "perform_create",
            WriteVerb.Update => "perform_update",
            WriteVerb.Delete => "perform_destroy",
        };
        if (answer.View.Method(code, hook) is { Exists: true } method)
            yield return method;
        if (verb is WriteVerb.Delete || DjangoSerializers.Of(code, answer.View, answer.Call) is not { } serializers)
            yield break;
        foreach (var serializer in serializers)
        foreach (var name in new[] { verb is WriteVerb.Insert ? "create" : "update", "save" })
            if (serializer.Method(code, name) is { Exists: true } own)
                yield return own;
    }

    /// <summary>A class that a view is made from and that may record what it does; null when there is none.</summary>
    string? Recorder(PythonClass view) =>
        view.Lineage(code)
            .Skip(1)
            .Where(one => Around().IsMatch(one.Name) || one.Name.Contains("Activity", StringComparison.Ordinal))
            .Select(one => $"{one.Name} may record it")
            .FirstOrDefault();
}
