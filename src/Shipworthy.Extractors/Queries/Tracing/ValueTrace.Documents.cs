namespace Shipworthy.Extractors.Queries.Tracing;

/// <content>What documents of Mongoose hold.</content>
sealed partial class ValueTrace
{
    /// <summary>
    /// Whether an expression is a document of Mongoose: read by a model or made of one. Its schema makes a text or a number of whatever its fields are given, and refuses an
    /// object.
    /// </summary>
    bool IsOfDocument(Code holder, int steps = 3)
    {
        if (steps <= 0 || holder.Kind is not CodeKind.Name || code.Definition(holder) is not { Kind: CodeKind.Variable } held)
            return false;
        var values = AssignedTo(held).Prepend(held[Part.Value]).Where(one => one.Exists && one.Operator is not "null").ToList();
        return values.Count > 0 && values.TrueForAll(one => MakesDocument(one, steps));
    }

    /// <summary>Whether an expression reads a document, or makes one.</summary>
    bool MakesDocument(Code made, int steps)
    {
        while (
            made.Kind is CodeKind.Await || made is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Receiver.Kind: CodeKind.Call } }
        )
            made = made.Kind is CodeKind.Await ? made[Part.Value] : made.Receiver;
        return made.Kind switch
        {
            CodeKind.Name => IsOfDocument(made, steps - 1),
            CodeKind.New => made.Callee is { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] } model && IsModel(model),
            CodeKind.Call => made.Callee
                is { Kind: CodeKind.Member, Name: "findById" or "findOne" or "create" or "findByIdAndUpdate" or "findOneAndUpdate" } read
                && IsModel(read.Receiver),
            _ => false,
        };
    }

    /// <summary>Whether a name stands for a model of Mongoose, wherever it was made.</summary>
    bool IsModel(Code name) =>
        code.OriginOf(name).Package is "mongoose"
        || name is { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] }
            && code.Imports("mongoose")
            && !code.OriginOf(name).Exists
            && code.Definition(name).Kind is not CodeKind.Class;
}
