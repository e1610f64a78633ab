using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>Finds the bot that proposes newer versions of an image in a file.</summary>
sealed class BotsOfImages
{
    readonly ImmutableArray<UpdateBot> bots;

    /// <summary>A commit by the bot itself shows that it runs.</summary>
    public BotsOfImages(App known) =>
        bots = [
            .. known.UpdateBots.Select(bot =>
                known.Commits.Any(commit =>
                    commit.AuthorName.Contains(bot.Tool, StringComparison.OrdinalIgnoreCase)
                    || commit.AuthorEmail.Contains(bot.Tool, StringComparison.OrdinalIgnoreCase)
                )
                    ? bot with
                    {
                        PerhapsDead = null,
                    }
                    : bot
            ),
        ];

    /// <summary>The bot for the base of a Dockerfile; null without one.</summary>
    public UpdateBot? For(ContainerFile file, ImageReference? image) =>
        Best(bots.Where(bot => bot.ReadsContainerFiles && Covers(bot, file.Folder, image)));

    /// <summary>The bot for the image that a file of a deployment names; null without one.</summary>
    public UpdateBot? For(ContainerUse use) =>
        Best(bots.Where(bot => bot.Reads.Contains(use.By) && Covers(bot, Paths.FolderOf(use.At.Path), use.Image)));

    static UpdateBot? Best(IEnumerable<UpdateBot> found) =>
        found.OrderBy(bot => bot.PerhapsDead is null ? 0 : 1).ThenBy(bot => bot.Days ?? int.MaxValue).FirstOrDefault();

    static bool Covers(UpdateBot bot, string folder, ImageReference? image) =>
        (
            bot.Folders.IsEmpty
            || bot.Folders.Any(pattern => pattern == folder || (NamePattern.IsPattern(pattern) && new NamePattern(pattern).Matches(folder)))
        )
        && (
            image is null
            || !bot.Ignores.Any(ignored =>
                new NamePattern(ignored.Replace("/", "-", StringComparison.Ordinal)).Matches(
                    image.Repository.Replace("/", "-", StringComparison.Ordinal)
                )
            )
        );
}
