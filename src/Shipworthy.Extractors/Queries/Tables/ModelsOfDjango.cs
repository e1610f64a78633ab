using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>A relation of a model of Django, from either side.</summary>
/// <param name="Model">The class of the other side; no node where it is none of the app.</param>
/// <param name="IsMany">Whether it leads to several rows.</param>
readonly record struct ModelRelation(Code Model, bool IsMany);

/// <summary>The models of a Django app by their classes, with the relations that they declare and those that others declare to them.</summary>
/// <param name="sources">The app.</param>
sealed class ModelsOfDjango(Sources sources)
{
    readonly CodeBase code = sources.Code;
    Dictionary<Code, Dictionary<string, ModelRelation>>? relations;
    Code? accounts;

    /// <summary>The model that people sign in with: the one that the settings name, or the only one that is made from those of Django; no node where it is Django's own.</summary>
    public Code Accounts => accounts ??= FindAccounts();

    /// <summary>The only model of a name; no node where there is none, or several.</summary>
    public Code Named(string name) => Relations.Keys.Where(one => one.Name == name).Take(2).ToList() is [var only] ? only : default;

    /// <summary>The model that an expression names; no node where it names none of the app.</summary>
    public Code Of(Code expression)
    {
        if (expression is { Kind: CodeKind.Call, Callee.Name: "get_user_model" })
            return Accounts;
        if (expression.String is { } text)
            return text is "self" ? ModelAround(expression) : ByPath(text, expression);
        if (expression is { Kind: CodeKind.Member, Name: "AUTH_USER_MODEL" })
            return Accounts;
        return code.Definition(expression) switch
        {
            { Kind: CodeKind.Class } model when Relations.ContainsKey(model) => model,
            { Kind: CodeKind.Variable } variable when variable[Part.Value] is { Kind: CodeKind.Call, Callee.Name: "get_user_model" } =>
                Accounts,
            _ => default,
        };
    }

    /// <summary>A relation of a model, or of one that it is made from; null where the name is none.</summary>
    public ModelRelation? Relation(Code model, string name)
    {
        foreach (var one in new PythonClass(model, "", model.Name).Lineage(code))
            if (one.Declared.Exists && Relations.TryGetValue(one.Declared, out var own) && own.TryGetValue(name, out var found))
                return found;
        return null;
    }

    /// <summary>The names of the relations that a model declares itself.</summary>
    public IEnumerable<(string Name, ModelRelation Relation)> Declared(Code model) =>
        FieldsOf(model)
            .Select(one => (one.Name, Relation(model, one.Name) ?? new(default, one[Part.Value].Callee.Name is "ManyToManyField")));

    Dictionary<Code, Dictionary<string, ModelRelation>> Relations => relations ??= Read();

    Dictionary<Code, Dictionary<string, ModelRelation>> Read()
    {
        relations = code.All(CodeKind.Class)
            .Where(one => one.File.Language is Language.Python && sources.IsDeployed(one.File) && TablesInDjango.IsModel(code, one, 5))
            .ToDictionary(one => one, _ => new Dictionary<string, ModelRelation>(StringComparer.Ordinal));
        foreach (var model in relations.Keys.ToList())
        foreach (var field in FieldsOf(model))
        {
            var made = field[Part.Value];
            var isMany = made.Callee.Name is "ManyToManyField";
            var other = Of(made.ArgumentNamed("to") is { Exists: true } named ? named : made.ArgumentAt(0));
            relations[model].TryAdd(field.Name, new(other, isMany));
            if (!other.Exists || model.Text.Contains("abstract = True", StringComparison.Ordinal))
                continue;
            var lower = model.Name.ToLowerInvariant();
            var isOne = made.Callee.Name is "OneToOneField";
            var back =
                made.ArgumentNamed("related_name").String?.Replace("%(class)s", lower, StringComparison.Ordinal)
                ?? (isOne ? lower : lower + "_set");
            if (!back.EndsWith('+'))
                relations[other].TryAdd(back, new(model, !isOne));
        }
        return relations;
    }

    IEnumerable<Code> FieldsOf(Code model) =>
        TablesInSqlAlchemy
            .MembersOf(code, model, 4)
            .Where(one =>
                one.Kind is CodeKind.Property
                && one[Part.Value] is { Kind: CodeKind.Call } made
                && made.Callee.Name is "ForeignKey" or "OneToOneField" or "ManyToManyField"
            )
            .DistinctBy(one => one.Name);

    static Code ModelAround(Code expression) => expression.Enclosing(CodeKind.Class);

    /// <summary>The model of <c>"orders.Order"</c>, or of a name in the same app.</summary>
    Code ByPath(string text, Code from)
    {
        var dot = text.LastIndexOf('.');
        var (app, name) = (dot < 0 ? "" : text[..dot], text[(dot + 1)..]);
        var all = Relations.Keys.Where(one => one.Name == name).ToList();
        return all.Count < 2 ? all.FirstOrDefault()
            : app.Length > 0 ? all.Find(one => one.File.Path.Split('/').Contains(app))
            : all.Find(one => one.File == from.File) is { Exists: true } near ? near
            : all.Find(one => DjangoFiles.FolderOf(one.File.Path) == DjangoFiles.FolderOf(from.File.Path));
    }

    Code FindAccounts()
    {
        var own = code.All(CodeKind.Class)
            .Where(one =>
                one.File.Language is Language.Python
                && sources.IsDeployed(one.File)
                && one.All(Part.Base).Any(from => from.Name is "AbstractUser" or "AbstractBaseUser")
                && !one.Text.Contains("abstract = True", StringComparison.Ordinal)
            )
            .ToList();
        if (own.Count < 2)
            return own.FirstOrDefault();
        var named = code.All(CodeKind.Variable)
            .FirstOrDefault(one => one.Name is "AUTH_USER_MODEL" && one[Part.Value].String is not null && sources.IsDeployed(one.File))[
                Part.Value
            ]
            .String;
        return named is null ? default : own.Find(one => one.Name == named[(named.LastIndexOf('.') + 1)..]);
    }
}
