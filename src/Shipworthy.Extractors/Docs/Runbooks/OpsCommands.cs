namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Tells what commands of a runbook do: look, mend, act, destroy.</summary>
static class OpsCommands
{
    /// <summary>Programs that talk to a platform, a cluster, or the services of a machine.</summary>
    static readonly HashSet<string> PlatformPrograms =
    [
        .. "docker docker-compose podman kubectl oc stern fly flyctl heroku vercel railway render netlify wrangler supabase firebase gcloud aws az azd doctl eb cf kamal dokku pm2 systemctl service supervisorctl nomad helm sam scalingo clever koyeb argocd gh terraform tofu cap coolify hcloud".Split(
            ' '
        ),
    ];

    static readonly HashSet<string> LookVerbs =
    [
        .. "log logs ps status describe get top tail list ls show inspect events history releases info monit stats deployments revisions checks functions:log view output plan".Split(
            ' '
        ),
    ];

    /// <summary>Programs that only look.</summary>
    static readonly HashSet<string> LookPrograms =
    [
        .. "journalctl dmesg tail less htop top df du free uptime lsof ss netstat dig nslookup ping traceroute".Split(' '),
    ];

    static readonly WordList LookPhrases = new(
        "redis-cli info, redis-cli ping, redis-cli llen, redis-cli slowlog, redis-cli monitor, rabbitmqctl list*, openssl s_client, pg_stat_*, show processlist, show full processlist, inspect active, inspect ping, logs.sh, status.sh"
    );

    static readonly WordList MendPhrases = new(
        "rollback, rollback:*, releases:rollback, rollout undo, rollout restart, restart, ps:restart, reboot, reboot-db*, failover, revert, promote, redeploy, pg_restore, mongorestore, restore, restore-db*, point-in-time*, maintenance:on, maintenance on, update-traffic, update-service, force-new-deployment, deployment slot swap, undo, pg_terminate_backend, pg_cancel_backend, kill, pkill, scale, ps:scale, autoscale, cordon, drain, downgrade, artisan down, artisan up, queue:restart, cache:clear, flushall, flushdb, create-invalidation, rotate, revoke, reload, git revert, machine stop, machine start",
        "--image, --to-revisions*, migrate resolve"
    );

    /// <summary>Names of scripts that bring the app back.</summary>
    static readonly string[] MendingNames =
    [
        "rollback",
        "roll-back",
        "restore",
        "restart",
        "failover",
        "failback",
        "recover",
        "maintenance",
        "revert",
        "rotate",
        "switch",
        "undo",
    ];

    static readonly WordList ActPhrases = new(
        "docker-compose up, docker-compose down, docker-compose start, docker-compose stop, docker-compose run, docker-compose exec, compose up, compose down, compose start, compose stop, compose run, compose exec, docker start, docker stop, docker run, docker exec, service update, stack deploy, kubectl set, kubectl apply, kubectl delete, kubectl patch, kubectl edit, kubectl exec, helm upgrade, helm install, terraform apply, tofu apply, deploy, secrets set, config:set, env add, alias set, railway up, db push, run deploy, services update, sql instances, builds submit, systemctl start, systemctl stop, pm2 start, pm2 stop, pm2 delete, workflow run, run rerun, alter, vacuum, reindex, git push, git reset, git checkout, git pull, migrate deploy, alembic upgrade, db upgrade, manage.py migrate, db:migrate, database update, put-secret-value, put-parameter, start-db-instance, appsettings set, containerapp update, webapp start, webapp stop, cp, ssh"
    );

    /// <summary>What begins commands of the app itself.</summary>
    static readonly string[] OwnCommands = ["bin/", "rake ", "bundle exec ", "rails ", "python manage.py ", "php artisan "];

    /// <summary>Commands for whoever writes the app.</summary>
    static readonly WordList ForWriters = new(
        "setup, dev, test, tests, lint, rubocop, brakeman, rspec, importmap, generate, new, server, console, runserver, makemigrations, startapp, serve, tinker, make:*"
    );

    static readonly WordList Destroying = new(
        "prisma migrate reset, db push --force-reset, supabase db reset, db:reset, db:drop, db:wipe, migrate:fresh, migrate:reset, migrate:refresh, manage.py flush, reset_db, schema:drop, compose down -v, compose down --volumes, docker-compose down -v, docker-compose down --volumes, docker volume rm, docker volume prune, drop database, drop schema, downgrade base, terraform destroy, kubectl delete ns, kubectl delete namespace, kubectl delete pvc, dropdb, ef database drop, db:migrate:undo:all"
    );

    static readonly WordList Restoring = new(
        "pg_restore, mongorestore, restore, createdb, gunzip, zcat, pg_basebackup, create database, dump, bak, sql"
    );

    /// <summary>Whether it shows how the app is: logs, states, health.</summary>
    public static bool Looks(string command) =>
        !Placeholders.IsInCommand(command)
        && (
            LookPhrases.IsIn(command)
            || IsQuery(command)
            || CommandText.Simple(command).Any(words => LookPrograms.Contains(words[0]) || IsPlatformLook(words) || IsHealthRequest(words))
        );

    /// <summary>Whether it brings the app back to an earlier or to a working state by itself, wherever it stands.</summary>
    public static bool Mends(string command) =>
        !Placeholders.IsInCommand(command)
        && !Destroys(command)
        && CommandText.Simple(command).Any(words => IsMendingScript(words) || IsMending(words));

    /// <summary>Whether it changes the running app; under a heading about trouble that is a first action.</summary>
    public static bool Acts(string command) =>
        !Placeholders.IsInCommand(command)
        && !Destroys(command)
        && (
            ActPhrases.IsIn(command)
            || command.StartsWith("./", StringComparison.Ordinal)
            || OwnCommands.Any(own => command.StartsWith(own, StringComparison.Ordinal)) && !ForWriters.IsIn(command)
            || command.StartsWith("UPDATE ", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether it deletes the data of the app.</summary>
    public static bool Destroys(string command) => Destroying.IsIn(command);

    /// <summary>Whether it brings data back.</summary>
    public static bool Restores(string command) => Restoring.IsIn(command) && !Destroys(command);

    /// <summary>Whether it talks to a place elsewhere: a platform, a cluster, a machine.</summary>
    public static bool IsRemote(string command) =>
        CommandText
            .Simple(command)
            .Any(words =>
                words[0] is "ssh" or "journalctl"
                || (PlatformPrograms.Contains(words[0]) && words[0] is not ("docker" or "docker-compose" or "gh"))
            );

    static bool IsPlatformLook(string[] words) =>
        PlatformPrograms.Contains(words[0])
        && words
            .Skip(1)
            .Any(word =>
                LookVerbs.Contains(word)
                || word.StartsWith("describe-", StringComparison.Ordinal)
                || word.StartsWith("list-", StringComparison.Ordinal)
                || word.StartsWith("get-", StringComparison.Ordinal)
            );

    static bool IsHealthRequest(string[] words) =>
        words[0] is "curl" or "wget" or "http" or "https" or "Invoke-WebRequest"
        && !Writes(words)
        && words.Any(word => word.Contains("://", StringComparison.Ordinal) || word.StartsWith("localhost", StringComparison.Ordinal));

    /// <summary>A request that changes something, or that stands with a token which the reader has yet to get, tries an endpoint and watches nothing.</summary>
    static bool Writes(string[] words) =>
        words.Any(word =>
            word is "POST" or "PUT" or "PATCH" or "DELETE" or "-d" or "--data" || word.Contains("YOUR_", StringComparison.OrdinalIgnoreCase)
        );

    static bool IsQuery(string command) =>
        command.StartsWith("SELECT ", StringComparison.OrdinalIgnoreCase)
        || (command.Contains("psql", StringComparison.Ordinal) && command.Contains("select ", StringComparison.OrdinalIgnoreCase));

    static bool IsMending(string[] words)
    {
        var whole = string.Join(' ', words);
        return (
                PlatformPrograms.Contains(words[0])
                || IsRunner(words[0])
                || words[0]
                    is "git"
                        or "pg_restore"
                        or "mongorestore"
                        or "litestream"
                        or "kill"
                        or "pkill"
                        or "redis-cli"
                        or "psql"
                        or "alembic"
                        or "SELECT"
                        or "select"
            ) && MendPhrases.IsIn(whole)
            || (words[0] is "psql" or "mysql" or "sqlite3" && words.Contains("<"))
            || words is ["git", "checkout", ['v' or '<' or '$' or (>= '0' and <= '9'), ..], ..];
    }

    static bool IsMendingScript(string[] words)
    {
        var script = IsRunner(words[0])
            ? words.Skip(1).FirstOrDefault(word => !word.StartsWith('-') && word is not ("run" or "exec")) ?? ""
            : words[0];
        return (
                script != words[0]
                || script.StartsWith("./", StringComparison.Ordinal)
                || script.StartsWith("scripts/", StringComparison.Ordinal)
                || script.StartsWith("bin/", StringComparison.Ordinal)
            ) && MendingNames.Any(name => script.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsRunner(string program) =>
        program
            is "bash"
                or "sh"
                or "node"
                or "python"
                or "python3"
                or "ruby"
                or "php"
                or "make"
                or "just"
                or "npm"
                or "npx"
                or "pnpm"
                or "yarn"
                or "bun"
                or "rails"
                or "rake"
                or "bundle"
                or "dotnet";
}
