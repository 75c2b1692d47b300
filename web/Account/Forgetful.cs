using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OrleansRetro.Account;

/// <summary>What is deleted from the file of accounts is overwritten there, as it is in the log's; a setting that SQLite keeps with each connection.</summary>
sealed class Forgetful : DbConnectionInterceptor
{
    const string Overwrite = "PRAGMA secure_delete = ON";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Overwrite;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Overwrite;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
