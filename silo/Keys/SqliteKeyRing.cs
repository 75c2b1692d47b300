using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using OrleansRetro.Sql;

namespace OrleansRetro.Keys;

/// <summary>Data Protection's key ring in site.db, so that cookies and forms outlive a restart.</summary>
sealed class SqliteKeyRing(string path) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = SqliteFile.OpenReader(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT xml FROM data_protection_keys ORDER BY name";
        using var rows = command.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read())
            elements.Add(XElement.Parse(rows.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = SqliteFile.OpenWriter(path);
        connection.Run("INSERT INTO data_protection_keys VALUES ($name, $xml) ON CONFLICT DO UPDATE SET xml = excluded.xml",
            ("$name", friendlyName), ("$xml", element.ToString(SaveOptions.DisableFormatting)));
    }
}
