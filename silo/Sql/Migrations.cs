using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OrleansRetro.Sql;

/// <summary>Brings a database to the schema this program knows: numbered scripts, each once and in order. The caller holds a transaction and the lock.</summary>
static class Migrations
{
    readonly record struct Script(long Number, string Name, string Text)
    {
        public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    /// <summary>Runs what is missing of the scripts named <c>{dialect}/NNN-{database}….sql</c>, or of all the dialect has.</summary>
    /// <param name="connection">Where to; it has the table <c>migrations</c>.</param>
    /// <param name="name">What the operator calls the database.</param>
    /// <param name="dialect">Folder of the scripts.</param>
    /// <param name="database">Which of several databases of this dialect.</param>
    /// <exception cref="CannotStartException">The database was written by a newer or by a changed program.</exception>
    public static void Run(DbConnection connection, string name, string dialect, string? database = null)
    {
        var scripts = Scripts(dialect, database);
        var done = Done(connection);
        foreach (var (number, (text, checksum)) in done)
        {
            var script = scripts.FirstOrDefault(script => script.Number == number);
            if (script.Name is null)
                throw new CannotStartException($"{name} was written by a newer version (it has {text}). Start that version, or restore a backup made before it.");
            if (script.Checksum != checksum)
                throw new CannotStartException($"{name} was made with another text of {text}. Start the version that made it, or restore a backup.");
        }
        foreach (var script in scripts.Where(script => !done.ContainsKey(script.Number)))
        {
            Run(connection, script.Text);
            Run(connection, "INSERT INTO migrations VALUES (@number, @name, @checksum)",
                ("@number", script.Number), ("@name", script.Name), ("@checksum", script.Checksum));
        }
    }

    static void Run(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        command.ExecuteNonQuery();
    }

    static Dictionary<long, (string Name, string Checksum)> Done(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, name, checksum FROM migrations";
        using var rows = command.ExecuteReader();
        var done = new Dictionary<long, (string, string)>();
        while (rows.Read())
            done.Add(rows.GetInt64(0), (rows.GetString(1), rows.GetString(2)));
        return done;
    }

    static Script[] Scripts(string dialect, string? database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. from resource in assembly.GetManifestResourceNames()
            let name = resource.Split('/')[^1]
            where resource.StartsWith(dialect + "/", StringComparison.Ordinal) && (database is null || name[4..^4].Split('-')[0] == database)
            orderby name
            select new Script(long.Parse(name[..3], provider: null), name, Text(assembly, resource))];
    }

    static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
