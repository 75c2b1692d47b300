using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Domain;

/// <summary>What counts as an id, and how it is spelt.</summary>
[Trait("Row", "T27")]
public sealed class NamingThings
{
    const string Uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Fact]
    public void A_uuid_has_one_spelling_whatever_came_in()
    {
        Spelt<CardId>(Uuid, Uuid.ToUpperInvariant(), $"{{{Uuid}}}", Uuid.Replace("-", "", StringComparison.Ordinal));
        Spelt<GroupId>(Uuid, Uuid.ToUpperInvariant());
        Spelt<TopicId>(Uuid, Uuid.ToUpperInvariant());
        Spelt<NoteId>(Uuid, Uuid.ToUpperInvariant());
        Spelt<CommitmentId>(Uuid, Uuid.ToUpperInvariant());
        Spelt<PersonId>(Uuid, Uuid.ToUpperInvariant());
        Nothing<CardId>(null, "", "card", Uuid[1..], Uuid + "0");
    }

    [Fact]
    public void A_retro_is_base64_of_enough_bytes()
    {
        Spelt<RetroId>("AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA==");
        Spelt<RetroId>("a-_aaaaaaaaaaaaaaaaaaa", "a+/aaaaaaaaaaaaaaaaaaa");
        Nothing<RetroId>(null, "", "too-short", "AAAAAAAAAAAAAAAAAAAA A", "../../../etc/passwd0000", new string('a', 129), "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ");
    }

    [Fact]
    public void Columns_and_polls_are_kebab_case()
    {
        Spelt<ColumnId>("went-well");
        Spelt<PollId>("roti");
        Nothing<ColumnId>(null, "", "Went-Well", "-x", "a b", "a\n", new string('a', 41), "<b>", "ä");
        Nothing<PollId>(null, "", "ROTI", "roti\n");
    }

    [Fact]
    public void Somebody_in_a_room_is_a_number()
    {
        Spelt<ParticipantId>("7", "07");
        Nothing<ParticipantId>(null, "", "-1", "1.0", " 1", "99999999999");
    }

    /// <summary>Whoever prints a call, a failed one in a log, prints what it was called with.</summary>
    [Fact, Trait("Row", "R10"), Trait("Row", "Attack-A60")]
    public void What_is_printed_of_a_caller_and_their_keys_tells_nobody_who_it_was()
    {
        var (person, token) = (new PersonId(new(Uuid)), new SeatToken("a token that is secret"));
        object[] call = [Caller.Seat(person), Caller.Room with { Person = person }, token, token.KeyTo("card")];

        var said = string.Join(", ", call);

        Assert.Equal("Seat, Room, (secret), (secret)", said);
        Assert.DoesNotContain(Uuid, $"{new { Who = Caller.Seat(person) }}", StringComparison.OrdinalIgnoreCase);
    }

    static void Spelt<TId>(string canonical, params string[] others) where TId : struct, IId<TId> =>
        Assert.All([canonical, .. others], text =>
        {
            Assert.True(TId.TryParse(text, out var id));
            Assert.Equal(canonical, id.ToString());
        });

    static void Nothing<TId>(params string?[] texts) where TId : struct, IId<TId> =>
        Assert.All(texts, text => Assert.False(TId.TryParse(text, out _)));
}
