using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class PythonLinkTests
{
    [Fact]
    public void ASettingsFieldIsReadFromTheVariableOfItsName()
    {
        var value = It(
            (
                "backend/app/core/config.py",
                "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    SECRET_KEY: str = \"dev\"\nsettings = Settings()\n"
            ),
            ("backend/app/main.py", "from app.core.config import settings\nit = settings.SECRET_KEY\n")
        );
        value.ShouldBeOfType<Value.FromEnvironment>().Variable.ShouldBe("SECRET_KEY");
        ((Value.FromEnvironment)value).Default!.AsText.ShouldBe("dev");
    }

    [Theory]
    [InlineData("import os\nit = os.getenv(\"KEY\", \"dev\")\n", "dev")]
    [InlineData("import os\nit = os.environ.get(\"KEY\") or \"dev\"\n", "dev")]
    [InlineData("import os\nit = os.environ[\"KEY\"]\n", null)]
    [InlineData("from decouple import config\nit = config(\"KEY\", default=\"dev\")\n", "dev")]
    [InlineData("from os import environ\nit = environ.get(\"KEY\")\n", null)]
    public void ReadsOfTheEnvironmentKeepTheirDefault(string text, string? fallback)
    {
        var value = It(("backend/app/main.py", text)).ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default?.AsText).ShouldBe(("KEY", fallback));
    }

    [Theory]
    [InlineData("from .core import security\nit = security.KEY\n")]
    [InlineData("from app.core import security as s\nit = s.KEY\n")]
    [InlineData("from app.core.security import KEY\nit = KEY\n")]
    [InlineData("import app.core.security\nfrom app.core.security import *\nit = KEY\n")]
    public void ImportsLeadToTheModuleWithOrWithoutAnInit(string text) =>
        It(("backend/app/core/security.py", "KEY = \"value\"\n"), ("backend/app/main.py", text)).AsText.ShouldBe("value");

    [Fact]
    public void AMethodDoesNotHideAFunctionOfTheModule()
    {
        var code = Some.Base(("app.py", "def load():\n    return \"outer\"\nclass A:\n    def load(self):\n        return load()\n"));
        code.Target(code.Calls("load").Single()).Operator.ShouldBe("def");
    }

    static Value It(params (string Path, string Text)[] files)
    {
        var code = Some.Base(files);
        return code.ValueOf(code.Find("backend/app/main.py")!.Root.Descendants(CodeKind.Variable).Last(variable => variable.Name == "it"));
    }
}
