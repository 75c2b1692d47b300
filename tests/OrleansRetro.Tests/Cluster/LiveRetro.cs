using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Tests.Contracts;

namespace OrleansRetro.Tests.Cluster;

/// <summary>Somebody with a seat in a running retro.</summary>
public sealed record Somebody(string Name, Caller Caller, SeatToken Token, ParticipantId Seat)
{
    public EditKey KeyTo(CardId card) => Token.KeyTo(card.Value);
    public EditKey KeyTo(NoteId note) => Token.KeyTo(note.Value);
}

/// <summary>A retro of its own on the test's silo, with Ana who facilitates, Ben and Cleo.</summary>
public sealed class LiveRetro
{
    public static readonly ColumnId WentWell = new("went-well"), DidNot = new("did-not"), Ideas = new("ideas");

    readonly RetroCluster _cluster;

    LiveRetro(RetroCluster cluster) => _cluster = cluster;

    public RetroId Id { get; private init; } = new(Random(24));
    public string JoinCode { get; private init; } = Random(9).Replace('-', 'x').Replace('_', 'y').ToUpperInvariant();
    public Somebody Ana { get; private set; } = null!;
    public Somebody Ben { get; private set; } = null!;
    public Somebody Cleo { get; private set; } = null!;
    public IRetroGrain Grain => _cluster.Grains.GetGrain<IRetroGrain>(Id.Value);
    public string Stream => $"retro/{Id}";

    public static async Task<LiveRetro> Start(RetroCluster cluster, bool anonymous = false, bool hidden = false, Phase phase = Phase.Write, bool sample = false)
    {
        var retro = new LiveRetro(cluster);
        var (person, token) = Anybody();
        var seated = await retro.Grain.Start(retro.Starting(person, token) with { Anonymous = anonymous, Hidden = hidden, Phase = phase, Sample = sample });
        retro.Ana = new("Ana", Caller.Seat(person), token, seated.Seat.Participant);
        retro.Ben = await retro.Join("Ben");
        retro.Cleo = await retro.Join("Cleo");
        return retro;
    }

    /// <summary>The same retro under another id, as its participants meet it next.</summary>
    public LiveRetro Next(RetroId id) => new(_cluster) { Id = id, Ana = Ana, Ben = Ben, Cleo = Cleo };

    public StartRetro Starting(PersonId person, SeatToken token) => new("Sprint 12", "went-well", false, false, Phase.Write, person, "Ana", token.Hash(), null, JoinCode);

    public static (PersonId Person, SeatToken Token) Anybody() => (new(Guid.NewGuid()), new(Random(32)));

    public static CardId NewCard() => new(Guid.NewGuid());

    public async Task<Somebody> Join(string name)
    {
        var (person, token) = Anybody();
        var seated = await Grain.Join(new(person, true, name, token.Hash(), JoinCode, ""));
        return new(name, Caller.Seat(person), token, seated.Seat.Participant);
    }

    public async Task<CardId> Add(Somebody who, string text, ColumnId? column = null)
    {
        var card = NewCard();
        await Add(who, card, text, column);
        return card;
    }

    public Task<long> Add(Somebody who, CardId card, string text, ColumnId? column = null) => Grain.AddCard(who.Caller, card, column ?? WentWell, text, who.KeyTo(card));

    public Task<long> Enter(Phase phase) => Grain.EnterPhase(Ana.Caller, phase);

    public Task<Board> Board() => Grain.GetBoard(Caller.Room);

    public Task<Seat> Seat(Somebody who) => Grain.GetSeat(who.Caller, who.Token);

    public Task Reload() => _cluster.Reload(Grain);

    public Task Gone() => _cluster.Gone(Grain);

    public Watcher Watch(Board? from = null) => new(Grain, from ?? new() { Id = Id });

    public HeldAppends Hold() => _cluster.Log.Hold(Stream);

    /// <summary>What lies in the log of this retro.</summary>
    public async Task<ImmutableArray<RetroEvent>> Events() => [.. (await Texts()).Select(Stored.Read<RetroEvent>)];

    public async Task<ImmutableArray<string>> Texts()
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        await foreach (var stored in _cluster.Log.Read(Stream))
            texts.Add(System.Text.Encoding.UTF8.GetString(stored.Data.Span));
        return texts.ToImmutable();
    }

    /// <summary>An append behind the activation's back, as from another silo that thinks it holds this retro.</summary>
    public async Task AppendElsewhere(params string[] events)
    {
        var version = (await Texts()).Length;
        await _cluster.Elsewhere.Append([new(Stream, version, [.. events.Select(text => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(text))])]);
    }

    /// <summary>A board as text, to compare it with another.</summary>
    public static string Text(Board board) => JsonSerializer.Serialize(board);

    static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
