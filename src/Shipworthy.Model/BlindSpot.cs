namespace Shipworthy.Model;

/// <summary>A place where an extractor knows that it could not see. It belongs to one kind of fact, and can never end in a pass.</summary>
/// <param name="At">Where it could not see.</param>
/// <param name="Because">Why, as a clause about the place: "builds its routes at run time".</param>
public sealed record BlindSpot(Location At, string Because);
