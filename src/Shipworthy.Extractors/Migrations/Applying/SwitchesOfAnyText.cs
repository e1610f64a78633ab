namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// Finds switches that are made of a variable's text as a whole, <c>Boolean(process.env.SYNC)</c>: every text switches them on, <c>false</c> too. Only a variable without
/// which the app does not start is certain to have a text.
/// </summary>
/// <param name="sources">The app.</param>
sealed class SwitchesOfAnyText(Sources sources)
{
    CodeBase Code => sources.Code;

    /// <summary>Whether a value is such a switch.</summary>
    public bool Holds(Code value)
    {
        var asked =
            value is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Name, Name: "Boolean" } } ? value.ArgumentAt(0)
            : value is { Kind: CodeKind.Unary, Operator: "!!" } ? value[Part.Value]
            : default;
        return IsDemanded(asked.Kind is CodeKind.Member ? Code.Entry(Code.ObjectOf(asked.Receiver), asked.Name) : asked);
    }

    /// <summary>Whether a value is a variable's text, given by a function of the app that throws where there is none.</summary>
    bool IsDemanded(Code read) =>
        read.Kind is CodeKind.Call
        && read.ArgumentAt(0).String is { Length: > 0 }
        && read.ArgumentAt(1) is not { Kind: CodeKind.Literal, Operator: "false" }
        && Code.Target(read) is { Kind: CodeKind.Function, Body.Exists: true } reader
        && reader.Text.Contains("process.env[", StringComparison.Ordinal)
        && reader.Descendants(CodeKind.Throw).Any()
        && reader
            .Descendants(CodeKind.Return)
            .All(one => Code.Definition(one[Part.Value])[Part.Value].Text.StartsWith("process.env[", StringComparison.Ordinal));
}
