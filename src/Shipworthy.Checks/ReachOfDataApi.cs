namespace Shipworthy.Checks;

/// <summary>Whether strangers reach the objects of a data API at all (ruling on 2.3): they need a key that is shipped, or public by its name.</summary>
sealed class ReachOfDataApi(App app)
{
    /// <summary>Why objects are not judged that no public key opens, as the rest of a sentence about one.</summary>
    public string WhyUnknown { get; } =
        "lies in a database with a data API whose key the app does not show to be public; whether strangers reach it is for the database to say";

    /// <summary>Whether whoever holds a public key reaches the object.</summary>
    public bool Reaches(DataObject one) => ApiOf(one) is { HasPublicKey: true };

    /// <summary>Whether the settings say that nobody can sign up.</summary>
    public bool HasClosedSignUp(DataObject one) => ApiOf(one) is { HasOpenSignUp: false };

    DataApi? ApiOf(DataObject one) => app.DataApis.FirstOrDefault(api => api.Project == one.Project);
}
