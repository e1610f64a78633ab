namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Tells help with a developer's own machine from help with what runs for customers.</summary>
static class LocalWork
{
    static readonly WordList Local = new(
        "localhost, 127.0.0.1, local dev*, local setup, local set-up, local machine, local environment, local database, locally, npm install, npm i, npm ci, npm cache, pip install, pip3 install, pip cache, yarn install, yarn cache, pnpm install, bundle install, composer install, virtualenv, venv, node_modules, eslint, flake8, mypy, lint*, type check*, type error*, typescript, import error*, module not found, hot reload, hmr, vs code, vscode, intellij, wsl, docker desktop, port in use, already in use, ports are not, eaddrinuse, lsof -i, dev server, development server, development environment, development only, npm run dev, unit test*, tests fail*, node version, python version, package installation, browser cache, clear browser, prettier, pre-commit, simulator, emulator, xcode"
    );

    static readonly WordList RemoteHealth = new("/health*, /api/*, /status");

    /// <summary>Whether a line speaks of a developer's own set-up.</summary>
    public static bool IsIn(string text) => Local.IsIn(text);

    /// <summary>Whether a line speaks of what runs for customers: production, a platform's program, a machine elsewhere.</summary>
    public static bool IsLive(string text) =>
        !IsIn(text)
        && (
            OpsWords.Production.IsIn(text)
            || OpsCommands.IsRemote(text)
            || (text.Contains("https://", StringComparison.Ordinal) && RemoteHealth.IsIn(text))
        );
}
