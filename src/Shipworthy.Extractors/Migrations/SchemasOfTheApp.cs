using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Migrations.Flaws;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Migrations;

/// <summary>Joins the schemas of an app with what changes them in production, and with what is wrong with their files.</summary>
public sealed class SchemasOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(OwnedSchema)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var packages = new Packages(sources.Tree);
        var sets = MigrationSets.In(sources.Tree, packages);
        List<CodeApply> inCode = [.. new AppliesInCode(sources).All(), .. AppliesInText.In(sources.Tree)];
        RunnersThatAreCalled.Mark(sources, inCode);
        var started = new StartCommands(sources.Tree, packages).All();
        var joining = new SchemaJoining(sources, known, sets, inCode, started);
        var places = new PlacesOfAbsence(sources, known, packages, started);
        var histories = RewrittenMigrations.Of(sources.History, sets);
        foreach (var set in sets)
            learn.Add(Of(set, joining, places, histories, new CoverageOfModels(sources, sets), packages));
        foreach (var schema in SchemasWithoutFiles.In(sources, known, sets, joining, packages))
            learn.Add(schema);
    }

    static OwnedSchema Of(
        FoundSet set,
        SchemaJoining joining,
        PlacesOfAbsence places,
        RewrittenMigrations histories,
        CoverageOfModels coverage,
        Packages packages
    )
    {
        var reaching = joining.On(set, StepReach.Production);
        var applies = reaching.Where(apply => apply.Act is ApplyAct.Migrate).OrderBy(Worth).ToImmutableArray();
        return new(Location.File(set.Files[^1].File.Path), set.Tool, set.Folder)
        {
            Because =
                set.Files.Length == 1
                    ? $"is the only migration in {set.Folder}"
                    : $"is the newest of {set.Files.Length} migrations in {set.Folder}",
            Files =
            [
                .. set.Files.Select(one => new MigrationFile(Location.File(one.File.Path), one.Version)
                {
                    AddedOn = histories.AddedOn(one.File.Path),
                }),
            ],
            Applies = applies,
            Guesses = [.. reaching.Where(apply => apply.Act is not ApplyAct.Migrate)],
            Rehearsals = [.. joining.On(set, StepReach.Test), .. joining.On(set, StepReach.Trial)],
            NotAppliedAt = places.Of(set, joining.InCode),
            PerhapsElsewhere = joining.Perhaps(set) ?? places.PerhapsElsewhere(set),
            Flaws =
            [
                .. histories.FlawsOf(set),
                .. VersionFlaws.Of(set, histories, applies),
                .. RepairScripts.Of(set, packages),
                .. coverage.FlawsOf(set),
            ],
        };
    }

    static int Worth(SchemaApply apply) =>
        (apply.Swallowed is null ? 0 : 8)
        + (apply.Place is ApplyPlace.Build ? 4 : 0)
        + (apply.IsByHand ? 16 : 0)
        + (apply.StopsUnknown ? 2 : 0);
}
