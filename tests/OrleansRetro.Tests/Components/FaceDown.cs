using System.Collections.Immutable;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Components;

/// <summary>A board in Write with one card of somebody else and one of one's own, both face down.</summary>
static class FaceDown
{
    public static SeenRetro Seen()
    {
        var (theirs, mine) = (new CardId(Guid.NewGuid()), new CardId(Guid.NewGuid()));
        var column = new ColumnId("went-well");
        var board = new Board
        {
            Id = new("0123456789012345678901"),
            Phase = Phase.Write,
            Settings = new() { Title = "Sprint 12", Format = "went-well", Columns = [new(column)], Hidden = true, Anonymous = true },
            Cards = ImmutableDictionary<CardId, CardFace>.Empty
                .Add(theirs, new(theirs, column, null, null, null, 1))
                .Add(mine, new(mine, column, null, null, null, 2)),
        };
        var own = new Seat
        {
            Participant = new(1),
            Cards = ImmutableDictionary<CardId, CardFace>.Empty.Add(mine, new(mine, column, "mine", null, null, 2)),
        };
        return new(board, own, new());
    }
}
