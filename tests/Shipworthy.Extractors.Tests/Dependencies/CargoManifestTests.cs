namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class CargoManifestTests
{
    [Fact]
    public void CargoNamesAPackageInATableOfItsOwn() =>
        Inventory
            .Of(
                (
                    "Cargo.toml",
                    """"
                    [package]
                    name = "shop"
                    description = """
                    [dependencies]
                    inner = "1"
                    """

                    [dependencies.tokio]
                    version = "1"

                    [dev-dependencies.checker]
                    version = "1"

                    [target.'cfg(unix)'.dev-dependencies]
                    renamed = { package = "nixer", version = "1" }
                    """"
                ),
                (
                    "Cargo.lock",
                    """
                    [[package]]
                    name = "shop"
                    version = "0.1.0"
                    dependencies = ["tokio", "checker", "nixer"]

                    [[package]]
                    name = "tokio"
                    version = "1.40.0"
                    source = "registry"

                    [[package]]
                    name = "checker"
                    version = "1.0.0"
                    source = "registry"

                    [[package]]
                    name = "nixer"
                    version = "1.0.1"
                    source = "registry"
                    """
                )
            )
            .Dependencies.Select(one => $"{one.Name} {one.Scope}")
            .ShouldBe(["tokio Runtime", "checker Development", "nixer Development"], ignoreOrder: true);
}
