using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>A model of a Prisma schema, with the names that the database knows.</summary>
sealed record PrismaModel(Location At, string Table, ImmutableArray<(string Name, Location At)> Columns);

/// <summary>Reads models from schema files (prisma.io, "Prisma schema reference"): <c>@@map</c>, <c>@map</c>, relations and enums resolved.</summary>
static class PrismaModels
{
    /// <summary>The models that have a table of their own.</summary>
    public static IEnumerable<PrismaModel> In(IEnumerable<SourceFile> files)
    {
        var blocks = files.SelectMany(PrismaBlock.In).ToList();
        // Enums are columns, so only models, views and composite types are kept from being taken for some.
        var models = blocks.Select(block => block.Name).ToHashSet(StringComparer.Ordinal);
        return blocks
            .Where(block => block.Kind is "model" && !block.Body.Contains("@@ignore", StringComparison.Ordinal))
            .Select(block => new PrismaModel(
                block.At,
                block.Table,
                [
                    .. block
                        .Fields.Where(field =>
                            !models.Contains(field.Type)
                            && !field.Rest.Contains("@ignore", StringComparison.Ordinal)
                            && !field.Rest.Contains("@relation", StringComparison.Ordinal)
                        )
                        .Select(field => (field.Column, block.File.At(field.Index))),
                ]
            ));
    }
}
