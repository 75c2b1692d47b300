using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

/// <summary>Data Protection's key ring in the database, so that a cookie of one web process is good at every other.</summary>
sealed class PostgresKeyRing(string connectionString) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        using var command = new NpgsqlCommand("SELECT xml FROM data_protection_keys ORDER BY name", connection);
        using var rows = command.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read())
            elements.Add(XElement.Parse(rows.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = PostgresDatabase.OpenWriter(connectionString);
        connection.Run("INSERT INTO data_protection_keys VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml",
            friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }
}
