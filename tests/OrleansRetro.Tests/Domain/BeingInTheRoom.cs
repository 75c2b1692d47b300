using OrleansRetro.Retros;
using static OrleansRetro.Tests.Domain.Cast;

namespace OrleansRetro.Tests.Domain;

[Trait("Row", "R26")]
public sealed class BeingInTheRoom
{
    readonly RetroRoom _room = new();
    readonly HashSet<ParticipantId> _facilitators = [AnasSeat];
    readonly HashSet<ParticipantId> _revoked = [];

    Room At(int seconds)
    {
        _room.Tick(Now.AddSeconds(seconds), seat => _revoked.Contains(seat) ? null : _facilitators.Contains(seat));
        return _room.View([]);
    }

    void Attend(int seconds, string process, params ReadOnlySpan<ParticipantId> seats) => _room.Attend(process, [.. seats], Now.AddSeconds(seconds));

    [Fact]
    public void Who_is_here_is_what_all_web_processes_say()
    {
        Attend(0, "one", BensSeat, AnasSeat);
        Attend(0, "two", CleosSeat, BensSeat);

        Assert.Equal([AnasSeat, BensSeat, CleosSeat], At(0).Present);
    }

    [Fact]
    public void A_process_that_says_nothing_for_thirty_seconds_is_forgotten()
    {
        Attend(0, "one", AnasSeat);
        Attend(20, "two", BensSeat);

        Assert.Equal([AnasSeat, BensSeat], At(30).Present);
        Assert.Equal([BensSeat], At(31).Present);
        Assert.Empty(At(51).Present);
        Assert.True(_room.Empty);
    }

    [Fact]
    public void A_process_whose_last_seat_leaves_says_so()
    {
        Attend(0, "one", AnasSeat, BensSeat);
        Attend(1, "one", AnasSeat);
        Assert.Equal([AnasSeat], At(1).Present);

        Attend(2, "one");
        Assert.Empty(At(2).Present);
    }

    [Fact, Trait("Row", "R02")]
    public void A_revoked_seat_is_not_here_whatever_its_process_says()
    {
        Attend(0, "one", AnasSeat, BensSeat);
        _revoked.Add(BensSeat);

        Assert.Equal([AnasSeat], At(0).Present);
    }

    [Fact, Trait("Row", "R07")]
    public void After_a_minute_without_a_facilitator_the_role_is_offered_and_later_to_one_more()
    {
        Attend(0, "one", BensSeat, CleosSeat);
        Assert.Empty(At(0).Offered);
        Attend(30, "one", BensSeat, CleosSeat);
        Assert.Empty(At(59).Offered);
        Attend(60, "one", BensSeat, CleosSeat);
        Assert.Equal([BensSeat], At(60).Offered);
        Assert.Equal([BensSeat], At(89).Offered);
        Assert.Equal([BensSeat, CleosSeat], At(90).Offered);
    }

    [Fact, Trait("Row", "R07")]
    public void Whoever_facilitates_comes_back_in_time_and_the_minute_starts_over()
    {
        Attend(0, "one", BensSeat);
        At(0);
        Attend(59, "one", AnasSeat, BensSeat);
        Assert.Empty(At(59).Offered);
        Attend(61, "one", BensSeat);
        Assert.Empty(At(61).Offered);
        Attend(120, "one", BensSeat);
        Assert.Empty(At(120).Offered);
        Assert.Equal([BensSeat], At(121).Offered);
    }

    [Fact, Trait("Row", "R07")]
    public void An_offer_ends_when_somebody_has_taken_it()
    {
        Attend(0, "one", BensSeat, CleosSeat);
        At(0);
        Attend(60, "one", BensSeat, CleosSeat);
        At(60);
        _facilitators.Add(CleosSeat);

        Assert.Empty(At(61).Offered);
    }

    [Fact, Trait("Row", "R07")]
    public void An_empty_room_waits_for_nobody()
    {
        Assert.Empty(At(0).Offered);
        Attend(500, "one", BensSeat);
        Assert.Empty(At(500).Offered);
    }

    [Fact, Trait("Row", "R16")]
    public void Hands_queue_up_in_the_order_they_were_raised()
    {
        Attend(0, "one", AnasSeat, BensSeat, CleosSeat);
        _room.RaiseHand(CleosSeat, true);
        _room.RaiseHand(BensSeat, true);
        _room.RaiseHand(CleosSeat, true);
        Assert.Equal([CleosSeat, BensSeat], At(0).Hands);

        _room.RaiseHand(CleosSeat, false);
        Assert.Equal([BensSeat], At(0).Hands);
    }

    [Fact, Trait("Row", "R16")]
    public void A_hand_goes_down_when_its_owner_leaves()
    {
        Attend(0, "one", AnasSeat, BensSeat);
        _room.RaiseHand(BensSeat, true);
        Attend(1, "one", AnasSeat);

        Assert.Empty(At(1).Hands);
    }

    [Fact, Trait("Row", "R16")]
    public void Ready_and_pace_are_counted_without_names_and_end_with_their_phase()
    {
        Attend(0, "one", AnasSeat, BensSeat, CleosSeat);
        _room.SayReady(AnasSeat, true);
        _room.SayReady(BensSeat, true);
        _room.SayReady(BensSeat, true);
        _room.SayReady(AnasSeat, false);
        _room.SetPace(AnasSeat, -7);
        _room.SetPace(BensSeat, 1);
        _room.SetPace(CleosSeat, 3);
        _room.SetPace(BensSeat, 0);
        var room = At(0);
        Assert.Equal((1, 1, 1), (room.Ready, room.Slower, room.Faster));
        Assert.True(_room.IsReady(BensSeat) && !_room.IsReady(AnasSeat));

        _room.NextPhase();
        room = At(0);
        Assert.Equal((0, 0, 0), (room.Ready, room.Slower, room.Faster));
    }

    [Fact, Trait("Row", "R16")]
    public void Whoever_left_is_not_counted_as_done_until_they_are_back()
    {
        Attend(0, "one", AnasSeat, BensSeat);
        _room.SayReady(AnasSeat, true);
        _room.SayReady(BensSeat, true);
        Assert.Equal(2, At(0).Ready);

        Attend(1, "one", AnasSeat);
        Assert.Equal(1, At(1).Ready);
        Attend(2, "one", AnasSeat, BensSeat);
        Assert.Equal(2, At(2).Ready);
    }

    [Theory, Trait("Row", "R16")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Everybody_present_is_drawn_once_before_anybody_is_drawn_again(int chance)
    {
        Attend(0, "one", AnasSeat, BensSeat, CleosSeat);
        At(0);
        var drawn = new List<ParticipantId?>();
        for (var round = 0; round < 6; round++)
        {
            _room.DrawSpeaker(chance + round);
            drawn.Add(At(0).Speaker);
        }

        Assert.Equal(3, drawn.Take(3).Distinct().Count());
        Assert.Equal(3, drawn.Skip(3).Distinct().Count());
    }

    [Fact, Trait("Row", "R16"), Trait("Row", "T27")]
    public void Said_again_it_is_the_same_drawing()
    {
        Attend(0, "one", AnasSeat, BensSeat, CleosSeat);
        At(0);
        _room.DrawSpeaker(7);
        var drawn = At(0).Speaker;

        _room.DrawSpeaker(7);

        Assert.Equal(drawn, At(0).Speaker);
    }

    [Fact, Trait("Row", "R16")]
    public void In_an_empty_room_nobody_is_drawn()
    {
        _room.DrawSpeaker(1);
        Assert.Null(At(0).Speaker);
    }

    [Fact]
    public void It_tells_nothing_about_who_wrote_voted_or_read() =>
        Assert.Equal(
            ["Faster", "Hands", "Offered", "Present", "Promises", "Ready", "Slower", "Speaker"],
            typeof(Room).GetProperties().Select(property => property.Name).Order());
}
