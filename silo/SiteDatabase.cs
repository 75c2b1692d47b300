using OrleansRetro.Sql;

namespace OrleansRetro;

/// <summary>Where accounts are kept, for whoever opens and pools connections to it: the site's own file, or the database that a cluster shares.</summary>
public sealed record SiteDatabase(string ConnectionString, bool IsPostgres)
{
    internal static SiteDatabase In(string file) => new(SqliteFile.Shared(file), IsPostgres: false);

    internal static SiteDatabase At(string postgres) => new(PostgresDatabase.Read(postgres).ConnectionString, IsPostgres: true);

    /// <summary>Says no password.</summary>
    public override string ToString() => IsPostgres ? "PostgreSQL" : "SQLite";
}
