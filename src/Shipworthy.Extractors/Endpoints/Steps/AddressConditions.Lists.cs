namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Conditions that hold when one text of a list fits the address: <c>OPEN.some(path => req.path.startsWith(path))</c>, or the same in a loop.</content>
sealed partial class AddressConditions
{
    /// <summary>A list of texts, each tried in a function's condition.</summary>
    bool? OneOf(Code call, Code function, string address, ImmutableArray<Code> given, int steps)
    {
        if (Texts(call.Receiver) is not { IsDefault: false } texts || function[Part.Parameter] is not { Exists: true } parameter)
            return null;
        var body =
            function.Body.Kind is CodeKind.Block ? function.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : function.Body;
        return Any(texts, text => ForText(body, parameter, text, address, given, steps));
    }

    /// <summary>A list of texts, each tried in the only condition of a loop.</summary>
    bool? OneOf(Code loop, string address, ImmutableArray<Code> given, int steps) =>
        Texts(loop[Part.Source]) is { IsDefault: false } texts && loop.Descendants(CodeKind.Branch).ToList() is [var only]
            ? Any(texts, text => ForText(only[Part.Condition], loop[Part.Target], text, address, given, steps))
            : null;

    bool? ForText(Code body, Code parameter, string text, string address, ImmutableArray<Code> given, int steps)
    {
        bool IsItem(Code node) => node.Kind is CodeKind.Name && node.Name == parameter.Name;
        bool? Inner(Code one) => ForText(one, parameter, text, address, given, steps - 1);
        if (!body.Exists || steps <= 0)
            return null;
        switch (body.Kind)
        {
            case CodeKind.Binary when body.Operator is "||" or "or":
                return !And(!Inner(body[Part.Left]), !Inner(body[Part.Right]));
            case CodeKind.Binary when body.Operator is "&&" or "and":
                return And(Inner(body[Part.Left]), Inner(body[Part.Right]));
            case CodeKind.Binary when body.Operator is "==" or "===" && (IsItem(body[Part.Left]) || IsItem(body[Part.Right])):
                return Is(address, text);
            case CodeKind.Call when body.Callee.Name is "startsWith" or "startswith" or "StartsWith" && IsAddress(body.Receiver, given):
                var start =
                    IsItem(body.ArgumentAt(0)) ? text
                    : IsItemAndSlash(body.ArgumentAt(0), parameter.Name) ? text + "/"
                    : null;
                return start is null ? null : Starts(address, start);
            case CodeKind.Call when body.Callee.Name is "match" && IsAddress(body.Receiver, given) && IsItem(body.ArgumentAt(0)):
                return MatchesText(text, address);
            case CodeKind.Call when body.Callee.Name is "includes" && IsAddress(body.Receiver, given) && IsItem(body.ArgumentAt(0)):
                return address.Contains(text, StringComparison.Ordinal);
            case CodeKind.Call when body.Callee.Name is "test" && IsAddress(body.ArgumentAt(0), given) && IsItem(body.Receiver):
                return MatchesText(text, address);
            default:
                return null;
        }
    }

    /// <summary>An item with a slash after it, so that only what lies below it fits: <c>`${item}/`</c>, <c>item + "/"</c>.</summary>
    static bool IsItemAndSlash(Code text, string item) =>
        text.Kind is CodeKind.Template
            ? text.Text == $"`${{{item}}}/`" || text.Text == $"f\"{{{item}}}/\"" || text.Text == $"f'{{{item}}}/'"
            : text is { Kind: CodeKind.Binary, Operator: "+" }
                && text[Part.Left] is { Kind: CodeKind.Name } left
                && left.Name == item
                && text[Part.Right].String is "/";

    ImmutableArray<string> Texts(Code node)
    {
        if (node.Kind is CodeKind.New && node.Callee.Name is "Set")
            return Texts(node.ArgumentAt(0));
        if (code.Definition(node) is { Kind: CodeKind.Variable } variable && variable[Part.Value] is { Kind: CodeKind.New } made)
            return Texts(made);
        return code.ValueOf(node) switch
        {
            Value.Text text => [text.Content],
            Value.ListOf list when list.Items.All(item => item is Value.Text || item.Origin.Operator is "regex") =>
            [
                .. list.Items.Select(item => item.AsText ?? item.Origin.Text),
            ],
            _ => default,
        };
    }

    static bool? Any(ImmutableArray<string> texts, Func<string, bool?> holds) => texts.IsDefault ? null : Any<string>(texts, holds);

    /// <summary>Whether something holds for one of several; null when it does for none, and cannot be told for one.</summary>
    public static bool? Any<T>(IEnumerable<T> all, Func<T, bool?> holds)
    {
        bool? found = false;
        foreach (var one in all)
            switch (holds(one))
            {
                case true:
                    return true;
                case null:
                    found = null;
                    break;
            }
        return found;
    }
}
