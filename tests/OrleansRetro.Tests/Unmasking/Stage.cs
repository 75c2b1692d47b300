using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Unmasking;

/// <summary>Where retros are played: a running program, reached as other programs do, and by its gateway for what only pages offer.</summary>
sealed class Stage : IAsyncDisposable
{
    readonly IHost _client;
    readonly ApiClient _api;

    Stage(IHost client, ApiClient api) => (_client, _api) = (client, api);

    /// <summary>Whose each tag is, found while its key is there: name of the key, then tag of a person.</summary>
    public required Func<string, byte[]?> KeyOf { get; init; }

    /// <summary>Beside a program that is alone.</summary>
    public static Task<Stage> Open(Uri address, Action<IClientBuilder> reach, Func<string, byte[]?> keyOf) =>
        Open(address, builder => builder.UseOrleansClient(reach), keyOf);

    /// <summary>Beside webs that share a database with their silos.</summary>
    public static Task<Stage> OpenBeside(Uri address, string database, Func<string, byte[]?> keyOf) =>
        Open(address, builder => builder.AddRetroClient(database, dashboard: false), keyOf);

    static async Task<Stage> Open(Uri address, Action<HostApplicationBuilder> reach, Func<string, byte[]?> keyOf)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        reach(builder);
        var client = builder.Build();
        await client.StartAsync(TestContext.Current.CancellationToken);
        return new(client, new(address)) { KeyOf = keyOf };
    }

    /// <summary>A retro that somebody starts while the others are still to come.</summary>
    public async Task<Playing> Start(string title, Random chance)
    {
        var name = Name();
        var made = (await _api.Post("/api/v1/retros", new { title, name, format = "went-well" })).Is(201).Json;
        var id = made.GetProperty("id").GetString()!;
        var playing = new Playing(this, new(id, title), made.GetProperty("joinCode").GetString()!, chance);
        await playing.Sit(0, name, new(_api, id, "1", made.GetProperty("token").GetString()!));
        return playing;
    }

    /// <summary>The retro after this one: the same six people, in seats of their own.</summary>
    public async Task<Playing> Next(Playing last, Random chance)
    {
        var (id, code, token) = (new RetroId(Secret(24)), JoinCode.New(), Secret(32));
        var first = last.Played.People[0];
        await last.Grain.StartNext(first.Caller, id, new(last.Played.Title, "went-well", true, true, Phase.Write, first.Person, first.Name, new SeatToken(token).Hash(), null, code));
        var playing = new Playing(this, new(id.Value, last.Played.Title), code, chance) { Before = last.Played };
        await playing.Sit(0, first.Name, new(_api, id.Value, "1", token));
        if ((await playing.Grain.GetBoard(playing.Played.People[0].Caller)).Phase != Phase.Write)
            await playing.Played.People[0].Seat.Enter("write");
        return playing;
    }

    public async Task<TestSeat> TakeSeat(Playing playing, string name, PersonId? known)
    {
        if (known is not { } person)
        {
            var seat = (await _api.Post("/api/v1/seats", new { name, joinCode = playing.Code })).Is(201).Json;
            return new(_api, playing.Played.Id, seat.GetProperty("participantId").GetString()!, seat.GetProperty("token").GetString()!);
        }
        var token = Secret(32);
        var seated = await playing.Grain.Join(new(person, false, name, new SeatToken(token).Hash(), playing.Code, ""));
        return new(_api, playing.Played.Id, $"{seated.Seat.Participant}", token);
    }

    public IRetroGrain Grain(string retro) => _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IRetroGrain>(retro);

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync(CancellationToken.None);
        _client.Dispose();
        _api.Dispose();
    }

    /// <summary>A name that nobody else has and no word of a card is.</summary>
    public static string Name() => $"N{RandomNumberGenerator.GetHexString(7, lowercase: true)}";

    static string Secret(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
