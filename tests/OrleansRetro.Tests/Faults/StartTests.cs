using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansRetro.Hosting;
using OrleansRetro.Sql;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Faults;

/// <summary>Where it can't start it says why in one line, and ends.</summary>
[Collection(nameof(Alone)), Trait("Row", "Fault-R34")]
public sealed class StartTests(Postgres postgres) : IDisposable
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    readonly string _data = Directory.CreateTempSubdirectory("retro-start-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("Retro__PublicUrl", "retro.example.org", "Retro__PublicUrl")]
    [InlineData("Retro__PublicUrl", "ftp://retro.example.org", "Retro__PublicUrl")]
    [InlineData("Retro__PublicUrl", "https://retro.example.org/path", "Retro__PublicUrl")]
    [InlineData("Orleans__SiloPort", "99999", "Orleans__SiloPort")]
    [InlineData("Orleans__AdvertisedIP", "here", "Orleans__AdvertisedIP")]
    [InlineData("ConnectionStrings__Postgres", "nonsense", "ConnectionStrings__Postgres")]
    [InlineData("ConnectionStrings__Postgres", "Host=127.0.0.1;Port=1;Username=retro", "ConnectionStrings__Postgres")]
    [InlineData("Orleans__Dashboard", "perhaps", "Orleans__Dashboard")]
    [InlineData("Retro__KeyCertificate", "/nowhere/keys.pem", "Retro__KeyCertificate")]
    [InlineData("Retro__Proxies", "the one downstairs", "Retro__Proxies")]
    [InlineData("Retro__NewOperatorToken", "please", "Retro__NewOperatorToken")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("Retro__Limits__CardsPerRetro", "many", "Retro__Limits__CardsPerRetro must be a whole number from 1 on, not 'many'.")]
    [InlineData("Retro__Limits__CardsPerRetro", "0", "Retro__Limits__CardsPerRetro must be a whole number from 1 on")]
    [InlineData("Retro__Limits__ColumnsPerRetro", "-1", "Retro__Limits__ColumnsPerRetro must be")]
    [InlineData("Retro__Limits__MembersPerTeam", "1e3", "Retro__Limits__MembersPerTeam must be")]
    [InlineData("Retro__Limits__Enabled", "maybe", "Retro__Limits__Enabled must be true or false")]
    [InlineData("Retro__Limits__CardPerRetro", "10", "There is no setting Retro__Limits__CardPerRetro.")]
    [InlineData("Retro__PublicUri", "https://retro.example.org", "There is no setting Retro__PublicUri.")]
    [InlineData("Retro__Smtp__Port", "x", "Retro__Smtp__Port must be")]
    [InlineData("Retro__Smtp__Security", "foo", "Retro__Smtp__Security must be one of None, Auto,")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging__LogLevel__Default must be one of Trace, Debug,")]
    [InlineData("Logging__Console__LogLevel__Orleans", "7up", "Logging__Console__LogLevel__Orleans must be one of")]
    [InlineData("Retro__PublicUrl", "http://a:b@retro.example.org", "Retro__PublicUrl")]
    [InlineData("Retro__PublicUrl", "http://retro.example.org?x", "Retro__PublicUrl")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "ASPNETCORE_URLS")]
    [InlineData("Retro__Limits__WatchersPerSeat", "few", "Retro__Limits__WatchersPerSeat")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS")]
    public Task A_setting_that_can_not_be_read(string name, string value, string named) => Refuses(named, (name, value));

    [Theory]
    [InlineData("Orleans__SiloPort"), InlineData("Orleans__GatewayPort"), InlineData("ASPNETCORE_URLS")]
    public async Task A_port_that_is_taken(string name)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await Refuses(port, (name, name == "ASPNETCORE_URLS" ? $"http://127.0.0.1:{port}" : port));
    }

    [Fact]
    public async Task A_data_directory_in_use()
    {
        await using var first = await RetroProgram.Start(_data);
        await Refuses(_data);
        using var api = new ApiClient(first.Address);
        (await api.Get("/health/ready")).Is(200);
    }

    [Fact]
    public async Task A_data_directory_that_can_not_be_one()
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        await Refuses(file, ("Retro__DataDirectory", file));
        await Refuses("/proc/retro", ("Retro__DataDirectory", "/proc/retro"));
        await Refuses("Set Retro__DataDirectory", ("Retro__DataDirectory", ""), ("HOME", "/proc/nowhere"));
    }

    [Fact]
    public async Task Data_of_a_newer_version()
    {
        SqliteFile.Prepare(Path.Combine(_data, "log.db"), "log");
        using (var connection = SqliteFile.OpenWriter(Path.Combine(_data, "log.db")))
            connection.Run("INSERT INTO migrations VALUES (917, '917-log-future.sql', 'x')");
        await Refuses("newer version");
    }

    [Fact]
    public async Task A_silo_of_its_own_that_has_no_database_to_share()
    {
        var (code, said, took) = await RetroProgram.RunSilo();
        Assert.NotEqual(0, code);
        Assert.Contains("ConnectionStrings__Postgres", Assert.Single(said), StringComparison.Ordinal);
        Assert.InRange(took, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task A_database_that_is_not_there_and_one_of_a_newer_version()
    {
        await using var database = await postgres.Database();
        await Refuses("does not exist", ("ConnectionStrings__Postgres", database.ConnectionString + ";Database=nowhere"));
        PostgresDatabase.Prepare(database.ConnectionString);
        await database.Run("INSERT INTO migrations VALUES (917, '917-future.sql', 'x')");
        await Refuses("newer version", ("ConnectionStrings__Postgres", database.ConnectionString));
    }

    async Task Refuses(string named, params (string Name, string Value)[] settings)
    {
        var (code, said, took) = await RetroProgram.Run(_data, settings);
        Assert.NotEqual(0, code);
        Assert.Contains(named, Assert.Single(said), StringComparison.Ordinal);
        Assert.InRange(took, TimeSpan.Zero, Soon);
    }

    [Fact, Trait("Row", "Fault-R34")]
    public void A_database_that_goes_away_in_the_middle_of_a_start_is_one_line()
    {
        var line = Listening.Explain(new AggregateException(new Npgsql.NpgsqlException("Exception while\nreading from stream")));
        Assert.Equal("The database was lost while this started: Exception while reading from stream Start it again.", line);
        Assert.Null(Listening.Explain(new InvalidOperationException("A fault of ours.")));
    }
}
