using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace OrleansRetro.Sql;

/// <summary>Brings a database to the schema this program knows: numbered scripts, each once, in order, under the write lock.</summary>
static class Migrations
{
    readonly record struct Script(long Number, string Name, string Text)
    {
        public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    /// <summary>Runs what is missing of the scripts named <c>NNN-{database}….sql</c>.</summary>
    /// <exception cref="CannotStartException">The file was written by a newer or by a changed program.</exception>
    public static void Run(SqliteConnection connection, string database)
    {
        var scripts = Scripts(database);
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT");
        var done = Done(connection);
        foreach (var (number, (name, checksum)) in done)
        {
            var script = scripts.FirstOrDefault(script => script.Number == number);
            if (script.Name is null)
                throw new CannotStartException($"{connection.DataSource} was written by a newer version (it has {name}). Start that version, or restore a backup made before it.");
            if (script.Checksum != checksum)
                throw new CannotStartException($"{connection.DataSource} was made with another text of {name}. Start the version that made it, or restore a backup.");
        }
        foreach (var script in scripts.Where(script => !done.ContainsKey(script.Number)))
        {
            connection.Run(script.Text);
            connection.Run("INSERT INTO migrations VALUES ($number, $name, $checksum)",
                ("$number", script.Number), ("$name", script.Name), ("$checksum", script.Checksum));
        }
        transaction.Commit();
    }

    static Dictionary<long, (string Name, string Checksum)> Done(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, name, checksum FROM migrations";
        using var rows = command.ExecuteReader();
        var done = new Dictionary<long, (string, string)>();
        while (rows.Read())
            done.Add(rows.GetInt64(0), (rows.GetString(1), rows.GetString(2)));
        return done;
    }

    static Script[] Scripts(string database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. from resource in assembly.GetManifestResourceNames()
            let name = resource.Split('/')[^1]
            where resource.StartsWith("Sqlite/", StringComparison.Ordinal) && name[4..^4].Split('-')[0] == database
            orderby name
            select new Script(long.Parse(name[..3], provider: null), name, Text(assembly, resource))];
    }

    static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
