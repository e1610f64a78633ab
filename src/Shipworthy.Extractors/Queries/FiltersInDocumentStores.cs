using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Conditions that document stores take as objects, scripts and expressions.</summary>
sealed partial class FiltersInDocumentStores : IQueryFinder
{
    static readonly string[] Conditions =
    [
        "find",
        "findOne",
        "findOneAndUpdate",
        "findOneAndDelete",
        "findOneAndReplace",
        "updateOne",
        "updateMany",
        "deleteOne",
        "deleteMany",
        "replaceOne",
        "countDocuments",
        "exists",
        "find_one",
        "update_one",
        "update_many",
        "delete_one",
        "delete_many",
        "find_one_and_update",
        "find_one_and_delete",
        "count_documents",
    ];

    static readonly string[] OfPrisma =
    [
        "findMany",
        "findFirst",
        "findUnique",
        "findFirstOrThrow",
        "findUniqueOrThrow",
        "updateMany",
        "deleteMany",
        "update",
        "delete",
        "count",
    ];

    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var property in code.All(CodeKind.Property))
            if (
                property.Name is "$where" or "FilterExpression" or "KeyConditionExpression" or "ConditionExpression"
                && property[Part.Value].Exists
            )
                yield return new(property, property[Part.Value], property.Name is "$where" ? "MongoDB" : "DynamoDB", QueryGrammar.Script)
                {
                    Api = property.Name,
                };
        foreach (var call in code.Calls("$where"))
            yield return new(call, call.ArgumentAt(0), "Mongoose", QueryGrammar.Script);
        if (
            code.Imports("mongoose", "mongodb", "@nestjs/mongoose", "pymongo", "motor", "flask_pymongo")
            && !code.Imports("express-mongo-sanitize", "mongo-sanitize")
        )
            foreach (var call in code.Calls(Conditions))
                if (
                    IsOfCollection(code, call)
                    && call.ArgumentAt(0) is { Exists: true } filter
                    && filter.Kind is not (CodeKind.Function or CodeKind.Literal)
                )
                    yield return new(call, filter, "MongoDB", QueryGrammar.Document);
        if (code.Imports("@prisma/client"))
            foreach (var call in code.Calls(OfPrisma))
                if (
                    call.Callee.Text.Contains("prisma", StringComparison.OrdinalIgnoreCase)
                    && Where(call.ArgumentAt(0)) is { Exists: true } where
                )
                    yield return new(call, where, "Prisma", QueryGrammar.Document);
        if (code.Imports("@prisma/client"))
            foreach (var call in code.Calls("findFirst", "findFirstOrThrow", "findMany", "updateMany", "deleteMany"))
                if (IsOfPrisma(call))
                    foreach (var value in Proofs(call.ArgumentAt(0)))
                        yield return new(call, value, "Prisma", QueryGrammar.Document);
    }

    static bool IsOfPrisma(Code call) =>
        call.Callee.Text.Contains("prisma", StringComparison.OrdinalIgnoreCase)
        || (call.Receiver.Kind is CodeKind.Member && call.Receiver.Receiver.Name is "db" or "tx");

    /// <summary>Values of conditions that stand for a proof, such as the token of a reset: an operator in its place fits any row.</summary>
    static IEnumerable<Code> Proofs(Code options)
    {
        var where = options.Property("where")[Part.Value];
        if (where.Kind is not CodeKind.Object)
            yield break;
        foreach (var property in where.Children)
            if (
                property.Kind is CodeKind.Property
                && Proof().IsMatch(property.Name)
                && property[Part.Value] is { Kind: CodeKind.Name or CodeKind.Member } value
            )
                yield return value;
    }

    [GeneratedRegex(
        @"token$|^(?:code|otp|secret|hash|apiKey)$|(?:Code|Otp|Secret|Hash)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Proof();

    /// <summary>The conditions of a call of Prisma, where they are no object that is written there.</summary>
    static Code Where(Code options)
    {
        var where = options.Property("where")[Part.Value];
        return where.Kind is CodeKind.Member or CodeKind.Name or CodeKind.Call ? where : default;
    }

    /// <summary>Whether a call goes to a collection, and not to a list: a model by its capital letter, what a driver calls a collection.</summary>
    static bool IsOfCollection(CodeBase code, Code call)
    {
        if (call.Callee.Kind is not CodeKind.Member)
            return false;
        var holder = call.Receiver;
        if (code.OriginOf(call.Callee).Package is "mongoose" or "mongodb" or "pymongo" or "motor" or "@nestjs/mongoose")
            return true;
        return Collection().IsMatch(holder.Text)
            || (call.Callee.Name is not ("find" or "exists") && holder.Kind is CodeKind.Name or CodeKind.Member)
            || (holder is { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] } && call.File.Language is not Language.CSharp);
    }

    [GeneratedRegex(@"collection|(?:Col|DB|Model|Collection)$|^mongo\b|\bdb\.\w+$|\bdb\[", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Collection();
}
