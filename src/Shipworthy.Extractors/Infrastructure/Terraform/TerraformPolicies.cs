namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>
/// Policies that the data source <c>aws_iam_policy_document</c> writes, as the JSON that it makes of them (reference of the AWS provider): <c>Statement</c> with
/// <c>Effect</c>, <c>Action</c>, <c>Resource</c>, <c>Principal</c> and <c>Condition</c>.
/// </summary>
static class TerraformPolicies
{
    /// <summary>The document that the data source makes.</summary>
    public static InfraValue Of(Code data, TerraformValues values, TerraformModule module, TerraformScope scope)
    {
        var settings = TerraformBlocks.SettingsOf(data, values, module, scope);
        var sources = settings["source_policy_documents"]
            .Each()
            .Concat(settings["override_policy_documents"].Each())
            .Append(settings["source_json"])
            .Append(settings["override_json"])
            .Where(source => !source.IsUnset);
        return InfraValue.MapAt(
            data.At,
            [
                (
                    "Statement",
                    InfraValue.ListAt(
                        data.At,
                        [
                            .. settings["statement"].Each().Select(Statement),
                            .. sources.SelectMany(source =>
                                source["Statement"] is { Exists: true } statements
                                    ? statements.Each()
                                    : [InfraValue.UnknownBecause(source.At, "is a policy that could not be followed")]
                            ),
                        ]
                    )
                ),
            ]
        );
    }

    static InfraValue Statement(InfraValue block)
    {
        if (block.Kind is not InfraValueKind.Map)
            return block;
        var entries = ImmutableArray.CreateBuilder<(string, InfraValue)>();
        entries.Add(("Effect", block["effect"].IsUnset ? InfraValue.TextAt(block.At, "Allow") : block["effect"]));
        foreach (var (from, to) in Names)
            if (!block[from].IsUnset)
                entries.Add((to, block[from]));
        foreach (var (from, to) in Principals)
            if (!block[from].IsUnset)
                entries.Add((to, PrincipalOf(block[from])));
        if (!block["condition"].IsUnset)
            entries.Add(("Condition", ConditionOf(block["condition"])));
        return InfraValue.MapAt(block.At, entries.ToImmutable());
    }

    static readonly ImmutableArray<(string, string)> Names =
    [
        ("sid", "Sid"),
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ];

    static readonly ImmutableArray<(string, string)> Principals = [("principals", "Principal"), ("not_principals", "NotPrincipal")];

    static InfraValue PrincipalOf(InfraValue blocks) =>
        blocks.Each().Any(block => block["type"].Literal is "*")
            ? InfraValue.TextAt(blocks.At, "*")
            : InfraValue.MapAt(blocks.At, [.. blocks.Each().Select(block => (block["type"].Shown, block["identifiers"]))]);

    static InfraValue ConditionOf(InfraValue blocks) =>
        InfraValue.MapAt(
            blocks.At,
            [
                .. blocks
                    .Each()
                    .GroupBy(block => block["test"].Shown)
                    .Select(test =>
                        (test.Key, InfraValue.MapAt(blocks.At, [.. test.Select(block => (block["variable"].Shown, block["values"]))]))
                    ),
            ]
        );
}
