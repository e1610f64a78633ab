using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Models that turn a password into its hash when they are saved, so that no code around the saving shows it: <c>schema.pre("save", …bcrypt.hash…)</c> of Mongoose.
/// </summary>
static class ModelsWithPasswords
{
    /// <summary>A change of data, as a new account where it saves such a model with a password that was given.</summary>
    public static Act MakesAccount(Site site, Act change) =>
        site.Origin.Package is "mongoose"
        && site.Name is "create" or "save" or "insertMany"
        && site.Node.Enclosing(CodeKind.Function) is { Exists: true } function
        && NamesPassword(function)
        && HashesOnSave(site)
            ? change with
            {
                Credential = CredentialStep.SignUp,
            }
            : change;

    static bool NamesPassword(Code function) =>
        function
            .Descendants()
            .Any(one =>
                one.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Property or CodeKind.Variable or CodeKind.Parameter
                && one.Name is "password" or "pwd"
            );

    static bool HashesOnSave(Site site)
    {
        var code = site.Sources.Code;
        var receiver = site.Node.Receiver;
        // A document of the model, or the model itself.
        var model = receiver.Kind is CodeKind.New ? receiver.Callee : receiver;
        if (code.Definition(model) is { Kind: CodeKind.Variable } held && held[Part.Value] is { Kind: CodeKind.New } made)
            model = made.Callee;
        var file = code.Definition(model) is { Exists: true } declared ? declared.File : null;
        return file is not null
            && code.Calls("pre")
                .Any(one =>
                    one.File == file
                    && one.ArgumentAt(0).String is "save"
                    && one.Descendants(CodeKind.Call)
                        .Any(call => call.Callee.Name is "hash" or "hashSync" or "scrypt" or "scryptSync" or "pbkdf2" or "pbkdf2Sync")
                );
    }
}
