using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>Changes of what a caller may do, as the caller sends them.</content>
sealed partial class RowWalk
{
    /// <summary>
    /// A change of the caller's own account in memory, saved later, that takes a right as it was sent: <c>setattr(current_user, field, sent[field])</c>,
    /// <c>user.role = body.role</c>. Null of everything else.
    /// </summary>
    RowUse? RightSetOn(Code node, Frame frame)
    {
        if (node.Kind is CodeKind.Assignment)
            return
                node.Operator is "="
                && node[Part.Target] is { Kind: CodeKind.Member } target
                && IsRight(Words.Snake(target.Name))
                && frame.Of(target.Receiver) is Bearing.Caller
                && frame.Of(node[Part.Value]) is Bearing.Sent
                && target.Receiver is { Kind: CodeKind.Name }
                && !IsOfSession(target.Receiver.Name)
                ? Set(node, Words.Snake(target.Name))
                : null;
        if (node.Kind is not CodeKind.Call)
            return null;
        var changed =
            node.Callee is { Kind: CodeKind.Name, Name: "setattr" } || (node.Callee.Name is "assign" && node.Receiver.Name is "Object")
                ? node.ArgumentAt(0)
            : node.Callee is { Kind: CodeKind.Member, Name: "sqlmodel_update" } ? node.Receiver
            : default;
        if (!changed.Exists || frame.Of(changed) is not Bearing.Caller)
            return null;
        var written = new WrittenFields();
        foreach (var argument in node.Arguments.Where(one => one != changed))
            writes.Fields.Add(argument, written);
        if (node.Callee.Name is "setattr" && node.Enclosing(CodeKind.Loop) is { Exists: true } loop)
            writes.Fields.Add(loop[Part.Source], written);
        return RightIn(written, frame, IsLooped(node, frame) || node.Arguments.Any(one => frame.Of(one).HasFlag(Bearing.Sent))) is { } right
            ? Set(node, right)
            : null;
    }

    /// <summary>
    /// A new account with a role as it was sent: <c>new User({ name, role })</c>, <c>user.create({ data: { role: body.role } })</c>, <c>User(role=data.role)</c>. Null of everything
    /// else, and where a function looks at the role that was sent.
    /// </summary>
    (Code At, string Column)? RightGivenBy(Code node, Frame frame)
    {
        if (node.Kind is not (CodeKind.New or CodeKind.Call))
            return null;
        var written = new WrittenFields();
        if (
            (node.Kind is CodeKind.New || (node.File.Language is Language.Python && node.Callee.Kind is CodeKind.Name))
            && node.Callee.Name is [var letter, ..]
            && char.IsUpper(letter)
            && Words.IsAccounts(Words.Table(node.Callee.Name))
        )
            foreach (var argument in node.Arguments)
                if (argument.Kind is CodeKind.Argument)
                    written.Add(argument.Name, argument[Part.Value]);
                else
                    writes.Fields.Add(argument, written);
        else if (
            node.Callee.Name is "create" or "insert" or "insertOne" or "createOne"
            && writes.Of(node) is { Verb: WriteVerb.Insert } made
            && Words.IsAccounts(made.Table)
        )
            written = made.Fields;
        return
            written.Names.FirstOrDefault(name =>
                Words.IsRole(name)
                && written[name] is { Exists: true } value
                && IsAsSent(value, frame)
                && !LeavesOut(frame.Function.Text, name)
            )
                is { } column
            && !LooksAtRole(frame.Function, written[column])
            ? (node, column)
            : null;
    }

    /// <summary>Whether a function compares a role that was sent with anything, or asks a list whether it holds it.</summary>
    static bool LooksAtRole(Code function, Code role) =>
        function
            .Descendants()
            .Any(one =>
                one.Kind switch
                {
                    CodeKind.Binary => one.Operator is "==" or "===" or "!=" or "!==" or "in" or "not in"
                        && one.Children.Any(side => side.Text == role.Text),
                    CodeKind.Call => one.Callee.Name
                        is "includes"
                            or "has"
                            or "indexOf"
                            or "some"
                            or "hasOwnProperty"
                            or "validate"
                            or "parse"
                            or "safeParse"
                        && (
                            one.Callee.Name is "validate" or "parse" or "safeParse"
                            || one.Arguments.Any(argument => argument.Text == role.Text)
                        ),
                    _ => false,
                }
            );

    static RowUse Set(Code node, string right) => new(node, node, WriteVerb.Update, "", Tie.Caller) { Right = right };

    static bool IsOfSession(string name) => name is "session" or "token" or "req" or "request" or "ctx";

    static bool IsRight(string column) => Words.IsRole(column) || Words.IsPlan(column);

    /// <summary>A column among those written that says what the caller may do, and that is taken as it was sent; null where there is none.</summary>
    /// <param name="fields">The columns.</param>
    /// <param name="frame">The call.</param>
    /// <param name="isSent">Whether columns whose values are not seen one by one are what was sent.</param>
    string? RightIn(WrittenFields fields, Frame frame, bool isSent) =>
        fields.Names.FirstOrDefault(name =>
            IsRight(name)
            && (fields[name] is { Exists: true } value ? IsAsSent(value, frame) : isSent)
            && !LeavesOut(frame.Function.Text, name)
        );

    /// <summary>A column that names a tenant and is taken as it was sent; null where there is none.</summary>
    string? TenantIn(WrittenFields fields, Frame frame) =>
        fields.Names.FirstOrDefault(name => RowWords.IsTenant(name) && fields[name] is { Exists: true } value && IsAsSent(value, frame));

    /// <summary>Whether a value is what was sent, and nothing that was read from a row or put together from it.</summary>
    bool IsAsSent(Code value, Frame frame)
    {
        if (value.Kind is not (CodeKind.Name or CodeKind.Member) || frame.Of(value) is not Bearing.Sent)
            return false;
        var root = value;
        while (root.Kind is CodeKind.Member)
            root = root.Receiver;
        var definition = code.Definition(root);
        if (value.Kind is CodeKind.Member && definition.Kind is CodeKind.Parameter && IsAlwaysHandedRow(definition))
            return false;
        for (
            var (at, steps) = (definition, 0);
            at.Exists && steps < 5 && at.Kind is not CodeKind.Block;
            (at, steps) = (at.Parent, steps + 1)
        )
            // In a pattern, what an entry names is no value: const { data: invitation } = await query
            if (at[Part.Value] is { Exists: true } given && !given.Contains(definition))
                return !given.Descendants(CodeKind.Call).Prepend(given).Any(one => one.Kind is CodeKind.Call && IsAccess(one));
        return true;
    }

    /// <summary>Whether every call of a function hands a parameter a row that was read: what is taken of it is what the row says.</summary>
    bool IsAlwaysHandedRow(Code parameter)
    {
        if (parameter.Parent is not { Kind: CodeKind.Function } function)
            return false;
        var position = function.All(Part.Parameter).TakeWhile(one => one != parameter).Count();
        var calls = code.CallersOf(function).Take(MostCallers + 1).ToList();
        return calls.Count is > 0 and <= MostCallers && calls.TrueForAll(call => HoldsRow(Positional(call, position)));
    }

    const int MostCallers = 8;

    /// <summary>Whether an expression names a variable that holds what was read from the store.</summary>
    public bool HoldsRow(Code expression)
    {
        if (expression.Kind is not CodeKind.Name || code.Definition(expression) is not { Kind: CodeKind.Variable } variable)
            return false;
        var value = variable[Part.Value];
        if (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        return value.Kind is CodeKind.Call && ActOf(value) is { Kind: ActKind.Does, Effect: EffectKind.ReadsData };
    }

    /// <summary>Whether a change is made in a loop over what was sent.</summary>
    static bool IsLooped(Code call, Frame frame) =>
        call.Enclosing(CodeKind.Loop) is { Exists: true } loop && frame.Of(loop[Part.Source]).HasFlag(Bearing.Sent);

    /// <summary>
    /// Whether a function takes a field out of what was sent: <c>exclude={"role"}</c>, <c>data.pop("role")</c>, <c>delete body.role</c>, <c>const { role, ...rest } = body</c>.
    /// </summary>
    static bool LeavesOut(string text, string field) =>
        text.Contains($"\"{field}\"", StringComparison.Ordinal)
        || text.Contains($"'{field}'", StringComparison.Ordinal)
        || (text.Contains("delete ", StringComparison.Ordinal) && text.Contains($".{field}", StringComparison.Ordinal))
        || (text.Contains(", ...", StringComparison.Ordinal) && text.Contains($"{{ {field}", StringComparison.Ordinal));
}
